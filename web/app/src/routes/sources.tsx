import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { SourcesView } from "~/features/sources";
import { sourceOptions } from "~/features/sources/api/documents";
import { useRemember } from "~/shared/hooks/useSeen";
import { useExport } from "./useExport";

const route = getRouteApi("/sources");

export function Sources() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const exporting = useExport();
  const edited = search.edit === "new" ? undefined : search.edit;
  const { data } = useQuery({ ...sourceOptions(edited ?? ""), enabled: edited !== undefined });
  useRemember("source", edited ?? "", data && (data.source?.name ?? null));
  return (
    <>
      <SourcesView
        search={search}
        onSearch={(change, replace) => void navigate({ search: (before) => ({ ...before, ...change }), replace })}
        onExport={(sourceId, name) => exporting.begin({ scope: { filter: { sourceId } }, name })}
      />
      {exporting.dialog}
    </>
  );
}
