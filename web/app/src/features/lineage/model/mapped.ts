import type { Graph } from "./graph";
import type { LineageSearch } from "./search";

/** The two tables to map to begin with: those of the chosen edge, else the chosen table or the start, and no other yet. */
export function mappedFrom(
  { edges, home }: Pick<Graph, "edges" | "home">,
  of: readonly string[],
  { edge, node }: Pick<LineageSearch, "edge" | "node">,
): Pick<LineageSearch, "from" | "to"> {
  const chosen = edges.get(edge ?? "");
  if (chosen) return { from: chosen.fromTable, to: chosen.toTable };
  return { from: home.get(node ?? of[0] ?? ""), to: undefined };
}
