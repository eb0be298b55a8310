import { getRouteApi } from "@tanstack/react-router";
import { TablesView } from "~/features/tables/components/TablesView";
import { useExport } from "./useExport";

const route = getRouteApi("/tables");

export function Tables() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const exporting = useExport();
  return (
    <>
      <TablesView
        search={search}
        onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
        onExport={(scope) => exporting.begin({ scope })}
      />
      {exporting.dialog}
    </>
  );
}
