import { getRouteApi } from "@tanstack/react-router";
import { SourcesView } from "~/features/sources";

const route = getRouteApi("/sources");

export function Sources() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <SourcesView
      search={search}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
    />
  );
}
