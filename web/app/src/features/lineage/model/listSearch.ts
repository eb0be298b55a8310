import { oneOf, text } from "~/shared/model/search";
import { DEPTHS, type Depth, USUAL_DEPTH } from "./search";

/** What the address says of the lineage of one table as lists. */
export interface LineageListSearch {
  /** Both ways when absent. */
  direction?: "UPSTREAM" | "DOWNSTREAM";
  /** Tables when absent. */
  level?: "COLUMN";
  depth?: Depth;
  /** The text that both lists are filtered by. */
  find?: string;
  /** The edge that is opened, and where it runs. */
  edge?: string;
  from?: string;
  to?: string;
}

export function parseLineageListSearch(raw: Record<string, unknown>): LineageListSearch {
  return {
    direction: oneOf(["UPSTREAM", "DOWNSTREAM"] as const, raw.direction),
    level: oneOf(["COLUMN"] as const, raw.level),
    depth: DEPTHS.find((depth) => depth === raw.depth && depth !== USUAL_DEPTH),
    find: text(raw.find),
    edge: text(raw.edge),
    from: text(raw.from),
    to: text(raw.to),
  };
}
