import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { ChangesetList } from "~/features/changes";
import { tableOptions } from "~/features/tables/api/table";
import { TableView } from "~/features/tables/components/TableView";
import { useRemember } from "~/shared/hooks/useSeen";
import { Loading } from "~/shared/ui/Loading";
import { useExport } from "./useExport";

const LineageList = lazy(() => import("~/features/lineage/panels").then((file) => ({ default: file.LineageList })));

const route = getRouteApi("/tables/$id");

export function Table() {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const exporting = useExport();
  const { data } = useQuery(tableOptions(id));
  useRemember("table", id, data && (data.table?.qualifiedName ?? null));
  const onSearch = (change: Partial<typeof search>, replace?: boolean) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace });
  return (
    <>
      <TableView
        key={id}
        id={id}
        search={search}
        onSearch={onSearch}
        onExport={(name) =>
          exporting.begin({ scope: { tables: [id], lineage: { of: [id], direction: "BOTH", depth: 1 } }, name })
        }
        onGone={() => void navigate({ to: "/tables" })}
        lineage={
          <Suspense fallback={<Loading />}>
            <LineageList
              of={[id]}
              search={search}
              onSearch={onSearch}
              adding={search.add === "yes"}
              onAdding={(add) =>
                void navigate({ search: (before) => ({ ...before, add: add ? "yes" : undefined }), replace: true })
              }
              onDraw={(level) =>
                void router.navigate({ to: "/lineage", search: { of: [id], ...(level === "COLUMN" && { level }) } })
              }
            />
          </Suspense>
        }
        history={<ChangesetList filter={{ entityId: id }} />}
      />
      {exporting.dialog}
    </>
  );
}
