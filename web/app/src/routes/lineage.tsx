import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { namesOptions } from "~/features/lineage/api/names";
import { LineageView } from "~/features/lineage/canvas/LineageView";
import { depthOf, directionOf, type LineageSearch, levelOf } from "~/features/lineage/model/search";
import { changed } from "~/features/lineage/model/shape";
import { useRemember } from "~/shared/hooks/useSeen";
import { Loading } from "~/shared/ui/Loading";
import { useExport } from "./useExport";

const route = getRouteApi("/lineage");
// Only few open it here.
const Mapping = lazy(() => import("~/features/mapping").then((feature) => ({ default: feature.Mapping })));

export function Lineage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const exporting = useExport();
  const { of = [], at } = search;
  const onReshape = (next: (before: LineageSearch) => Partial<LineageSearch>, replace?: boolean) =>
    void navigate({ search: (before) => changed(before, next(before)), replace });
  const onSearch = (change: Partial<LineageSearch>, replace?: boolean) => onReshape(() => change, replace);
  const [first] = of;
  const names = useQuery(namesOptions(first ? [first] : [], levelOf(search), at));
  const node = names.isPlaceholderData ? undefined : names.data?.lineage.nodes.find(({ id }) => id === first);
  useRemember(
    "lineage",
    first ?? "",
    node && [node.table.qualifiedName, node.column?.name].filter(Boolean).join(" · "),
  );
  return (
    <>
      <LineageView
        search={search}
        onSearch={onSearch}
        onReshape={onReshape}
        mapping={
          <Suspense fallback={<Loading rows={8} />}>
            <Mapping search={search} onSearch={onSearch} />
          </Suspense>
        }
        onExport={() =>
          exporting.begin({ scope: { lineage: { of, direction: directionOf(search), depth: depthOf(search) } }, at })
        }
      />
      {exporting.dialog}
    </>
  );
}
