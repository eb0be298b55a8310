import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { LineageView } from "~/features/lineage/canvas/LineageView";
import type { LineageSearch } from "~/features/lineage/model/search";
import { Loading } from "~/shared/ui/Loading";

const route = getRouteApi("/lineage");
// Only few open it here.
const Mapping = lazy(() => import("~/features/mapping").then((feature) => ({ default: feature.Mapping })));

export function Lineage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const onSearch = (change: Partial<LineageSearch>, replace?: boolean) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace });
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
