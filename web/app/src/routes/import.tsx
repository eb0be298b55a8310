import { getRouteApi } from "@tanstack/react-router";
import { ImportView } from "~/features/bulk";

const route = getRouteApi("/import");

export function Import() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ImportView
      search={search}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
    />
  );
}
