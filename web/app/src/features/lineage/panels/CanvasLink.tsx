import type { ReactNode } from "react";
import { RouteAnchor } from "~/shared/ui/links";
import type { LineageSearch } from "../model/search";

/** Where lineage is drawn, beginning from what the search says. */
export function CanvasLink({ search, children }: { search: LineageSearch; children: ReactNode }) {
  return (
    <RouteAnchor to="/lineage" search={search} size="sm">
      {children}
    </RouteAnchor>
  );
}
