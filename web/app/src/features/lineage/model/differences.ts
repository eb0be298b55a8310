import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import { lookOf } from "~/shared/model/edgeLook";

interface Edge {
  id: string;
  from: string;
  to: string;
  status: LineageStatus;
  origins: readonly LineageOrigin[];
  derived: boolean;
}

interface Change {
  before: Edge | null;
  after: Edge | null;
}

export const SORTS = ["added", "ended", "changed"] as const;
export type Sort = (typeof SORTS)[number];

/** An edge that came, went or is held otherwise, as it is told in a list. */
export interface Difference {
  sort: Sort;
  edge: Edge;
  /** How it was held, when that is what changed. */
  was: LineageStatus | undefined;
}

/** Edges by what became of them. What is claimed by others and drawn alike is no news. */
export function differencesOf(changes: readonly Change[]): Difference[] {
  const found: Difference[] = [];
  for (const { before, after } of changes) {
    if (after && !before) found.push({ sort: "added", edge: after, was: undefined });
    else if (before && !after) found.push({ sort: "ended", edge: before, was: undefined });
    else if (before && after && lookOf(before) !== lookOf(after)) {
      found.push({ sort: "changed", edge: after, was: before.status });
    }
  }
  return found.sort((a, b) => SORTS.indexOf(a.sort) - SORTS.indexOf(b.sort));
}

/** How many there are of each. */
export function countsOf(differences: readonly Difference[]): Record<Sort, number> {
  const counts: Record<Sort, number> = { added: 0, ended: 0, changed: 0 };
  for (const { sort } of differences) counts[sort] += 1;
  return counts;
}

/** The ends to be named: those of what ended as of the earlier point, the rest as of the later. */
export function endsOf(differences: readonly Difference[]): { early: string[]; late: string[] } {
  const early = new Set<string>();
  const late = new Set<string>();
  for (const { sort, edge } of differences) {
    const into = sort === "ended" ? early : late;
    into.add(edge.from).add(edge.to);
  }
  return { early: [...early], late: [...late] };
}
