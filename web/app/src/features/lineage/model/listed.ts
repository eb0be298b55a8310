import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import type { Listed } from "../api/list";
import { nameOf } from "./affected";

interface Edge {
  id: string;
  from: string;
  to: string;
  status: LineageStatus;
  origins: readonly LineageOrigin[];
  derived: boolean;
}

/** One row: something upstream or downstream, and the edge to the start where it is next to it. */
export interface Row {
  node: Listed;
  depth: number;
  edge: Edge | undefined;
}

export interface Sides {
  upstream: Row[];
  downstream: Row[];
}

/**
 * What a walk found, by side and distance, then by name; what is on both sides (in a cycle) is told on both. A start
 * is the table itself, or each of its columns, and no row.
 */
export function sidesOf(nodes: readonly Listed[], edges: readonly Edge[]): Sides {
  const starts = new Set(nodes.filter(({ depth }) => depth === 0).map(({ id }) => id));
  const into = new Map<string, Edge>();
  const outOf = new Map<string, Edge>();
  for (const edge of edges) {
    if (starts.has(edge.to)) into.set(edge.from, edge);
    if (starts.has(edge.from)) outOf.set(edge.to, edge);
  }
  const side = (of: "upDepth" | "downDepth", beside: ReadonlyMap<string, Edge>): Row[] =>
    nodes
      .flatMap((node) => {
        const depth = node[of];
        return depth === null || depth === 0 ? [] : [{ node, depth, edge: beside.get(node.id) }];
      })
      .sort((a, b) => a.depth - b.depth || nameOf(a.node).localeCompare(nameOf(b.node)));
  return { upstream: side("upDepth", into), downstream: side("downDepth", outOf) };
}

/** The rows that have every word of a text in their name, kind, source or owner. */
export function matching(rows: readonly Row[], text: string): Row[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [...rows];
  return rows.filter(({ node }) => {
    const { kind, source, owner } = node.table;
    const said = [nameOf(node), kind, source?.name, owner].join(" ").toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
