import { getRouteApi } from "@tanstack/react-router";
import { TablesView } from "~/features/tables/components/TablesView";

const route = getRouteApi("/tables");

export function Tables() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TablesView
      search={search}
      onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
    />
  );
}
