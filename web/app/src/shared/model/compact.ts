import type { LineageOrigin, LineageStatus, TableKind } from "~/shared/graphql/generated/graphql";

/** A walk as the server answers it for canvases: parallel arrays, edges with places in the nodes. */
export interface Compact {
  nodes: {
    id: string[];
    name: string[];
    schema: (string | null)[];
    kind: TableKind[];
    source: (string | null)[];
    table: (string | null)[];
    depth: number[];
    up: number[];
    down: number[];
  };
  edges: {
    id: string[];
    from: number[];
    to: number[];
    status: LineageStatus[];
    origins: LineageOrigin[][];
    derived: boolean[];
  };
}

/** The scalar has this shape by the server's word (schema.graphql, `Lineage.compact`). */
export const compactOf = (answered: unknown): Compact => answered as Compact;

export interface CompactNode {
  id: string;
  name: string;
  schema: string | null;
  kind: TableKind;
  source: string | null;
  table: string | null;
  depth: number;
  up: number;
  down: number;
}

export function* nodesOf({ nodes }: Compact): Generator<CompactNode> {
  for (const [at, id] of nodes.id.entries()) {
    yield {
      id,
      name: nodes.name[at] ?? "",
      schema: nodes.schema[at] ?? null,
      kind: nodes.kind[at] ?? "OTHER",
      source: nodes.source[at] ?? null,
      table: nodes.table[at] ?? null,
      depth: nodes.depth[at] ?? 0,
      up: nodes.up[at] ?? 0,
      down: nodes.down[at] ?? 0,
    };
  }
}

export interface CompactEdge {
  id: string;
  from: string;
  to: string;
  status: LineageStatus;
  origins: LineageOrigin[];
  derived: boolean;
}

export function* edgesOf({ nodes, edges }: Compact): Generator<CompactEdge> {
  for (const [at, id] of edges.id.entries()) {
    const from = nodes.id[edges.from[at] ?? -1];
    const to = nodes.id[edges.to[at] ?? -1];
    if (from === undefined || to === undefined) continue;
    yield {
      id,
      from,
      to,
      status: edges.status[at] ?? "PROPOSED",
      origins: edges.origins[at] ?? [],
      derived: edges.derived[at] ?? false,
    };
  }
}
