import type { Graph, Neighbours } from "./graph";

/** What is lit; everything else is dimmed. */
export interface Lit {
  /** Tables and columns. */
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

function follow(start: readonly string[], along: Neighbours["up"], nodes: Set<string>, edges: Set<string>): void {
  const seen = new Set(start);
  const open = [...start];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const { id, edge } of along.get(at) ?? []) {
      edges.add(edge);
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(id);
    }
  }
  for (const id of seen) nodes.add(id);
}

/**
 * The whole way through a table or column: all that it comes from and all that comes of it. A table stands for its
 * columns. `ends` are the neighbours between the ends of edges.
 */
export function pathThrough({ tables, home }: Graph, ends: Neighbours, id: string): Lit {
  const table = tables.get(id);
  const start = table ? [id, ...table.columns.map((column) => column.id)] : [id];
  return withTables(start, ends, home);
}

/** The whole way through an edge. */
export function pathAlong({ edges, home }: Graph, ends: Neighbours, id: string): Lit {
  const edge = edges.get(id);
  if (!edge) return { nodes: new Set(), edges: new Set() };
  const nodes = new Set<string>();
  const lit = new Set([id]);
  follow([edge.from], ends.up, nodes, lit);
  follow([edge.to], ends.down, nodes, lit);
  return { nodes: homes(nodes, home), edges: lit };
}

function withTables(start: readonly string[], ends: Neighbours, home: Graph["home"]): Lit {
  const nodes = new Set<string>();
  const edges = new Set<string>();
  follow(start, ends.up, nodes, edges);
  follow(start, ends.down, nodes, edges);
  return { nodes: homes(nodes, home), edges };
}

function homes(nodes: Set<string>, home: Graph["home"]): Set<string> {
  for (const id of [...nodes]) nodes.add(home.get(id) ?? id);
  return nodes;
}
