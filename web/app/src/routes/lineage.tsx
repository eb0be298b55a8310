import { getRouteApi } from "@tanstack/react-router";
import { LineageView } from "~/features/lineage/canvas/LineageView";

const route = getRouteApi("/lineage");

export function Lineage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <LineageView
      search={search}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
    />
  );
}
