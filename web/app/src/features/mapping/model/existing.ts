import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";

/** An edge between two columns that is there. */
export interface ExistingEdge {
  id: string;
  from: string;
  to: string;
  status: LineageStatus;
  origins: readonly LineageOrigin[];
}

/** Parallel arrays, as schema.graphql describes them. */
interface Compact {
  nodes: { id: string[] };
  edges: { id: string[]; from: number[]; to: number[]; status: LineageStatus[]; origins: LineageOrigin[][] };
}

/** The edges of a walk that was answered compactly. */
export function edgesOf(compact: unknown): ExistingEdge[] {
  const { nodes, edges } = compact as Compact;
  return edges.id.map((id, at) => ({
    id,
    from: nodes.id[edges.from[at] ?? -1] ?? "",
    to: nodes.id[edges.to[at] ?? -1] ?? "",
    status: edges.status[at] ?? "PROPOSED",
    origins: edges.origins[at] ?? [],
  }));
}
