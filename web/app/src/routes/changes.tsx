import { getRouteApi } from "@tanstack/react-router";
import { ChangesView } from "~/features/changes";

const route = getRouteApi("/changes");

export function Changes() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ChangesView
      search={search}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
    />
  );
}
