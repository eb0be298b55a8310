import { compactOf, edgesOf } from "~/shared/model/compact";

/** Two tables between which there is an edge, in the direction data flows. */
export interface TablePair {
  from: string;
  to: string;
}

/** The first edge of tables at what one looks from, else the first at all; undefined when there is none. */
export function tablePairOf(compact: unknown, of: readonly string[]): TablePair | undefined {
  let first: TablePair | undefined;
  for (const { from, to } of edgesOf(compactOf(compact))) {
    if (of.includes(from) || of.includes(to)) return { from, to };
    first ??= { from, to };
  }
  return first;
}
