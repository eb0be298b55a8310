import { getRouteApi } from "@tanstack/react-router";
import { MappingView } from "~/features/mapping";

const route = getRouteApi("/mapping");

export function Mapping() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <MappingView
      search={search}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
    />
  );
}
