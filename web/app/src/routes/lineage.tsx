import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { namesOptions } from "~/features/lineage/api/names";
import { LineageView } from "~/features/lineage/canvas/LineageView";
import { type LineageSearch, levelOf } from "~/features/lineage/model/search";
import { useRemember } from "~/shared/hooks/useSeen";
import { Loading } from "~/shared/ui/Loading";

const route = getRouteApi("/lineage");
// Only few open it here.
const Mapping = lazy(() => import("~/features/mapping").then((feature) => ({ default: feature.Mapping })));

export function Lineage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const onSearch = (change: Partial<LineageSearch>, replace?: boolean) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace });
  const [first] = search.of ?? [];
  const names = useQuery(namesOptions(first ? [first] : [], levelOf(search), search.at));
  const node = names.isPlaceholderData ? undefined : names.data?.lineage.nodes.find(({ id }) => id === first);
  useRemember(
    "lineage",
    first ?? "",
    node && [node.table.qualifiedName, node.column?.name].filter(Boolean).join(" · "),
  );
  return (
    <LineageView
      search={search}
      onSearch={onSearch}
      mapping={
        <Suspense fallback={<Loading rows={8} />}>
          <Mapping search={search} onSearch={onSearch} />
        </Suspense>
      }
    />
  );
}
