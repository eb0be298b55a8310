import type { Column, Graph, Neighbours } from "./graph";

export type Side = "UP" | "DOWN";

/** A side of a table whose neighbours are not shown. */
export const sideKey = (id: string, side: Side) => `${id} ${side}`;

/** What is still connected to the start without going along collapsed sides. Nothing is collapsed: the graph itself. */
export function withoutCollapsed(
  graph: Graph,
  tables: Neighbours,
  start: readonly string[],
  collapsed: ReadonlySet<string>,
): Graph {
  if (collapsed.size === 0) return graph;
  const seen = new Set(start.map((id) => graph.home.get(id) ?? id));
  const open = [...seen];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const [side, along] of [
      ["UP", tables.up],
      ["DOWN", tables.down],
    ] as const) {
      if (collapsed.has(sideKey(at, side))) continue;
      for (const { id } of along.get(at) ?? []) {
        if (seen.has(id)) continue;
        seen.add(id);
        open.push(id);
      }
    }
  }
  return within(graph, seen);
}

/** The part of a graph between these tables. */
function within(graph: Graph, tables: ReadonlySet<string>): Graph {
  return {
    level: graph.level,
    tables: new Map([...graph.tables].filter(([id]) => tables.has(id))),
    home: new Map([...graph.home].filter(([, table]) => tables.has(table))),
    edges: new Map([...graph.edges].filter(([, edge]) => tables.has(edge.fromTable) && tables.has(edge.toTable))),
  };
}

/** How many neighbours of a table are drawn on each side, and how many more there are. */
export interface Around {
  shown: { up: number; down: number };
  hidden: { up: number; down: number };
}

/**
 * `told` are the sides of which the server has told everything: what is filtered out of them counts among the
 * neighbours of a table, and will never come.
 */
export function around(
  graph: Graph,
  { tables, ends }: Record<"tables" | "ends", Neighbours>,
  id: string,
  told: ReadonlySet<string> = new Set(),
): Around {
  const table = graph.tables.get(id);
  const count = (side: Neighbours["up"]) => new Set((side.get(id) ?? []).map((neighbour) => neighbour.id)).size;
  const shown = { up: count(tables.up), down: count(tables.down) };
  const more = (side: "up" | "down") => {
    if (graph.level === "TABLE") return Math.max(0, (table?.[side] ?? 0) - shown[side]);
    // A neighbour of the table may be none of its columns.
    const missing = (column: Column) =>
      Math.max(0, (column[side] ?? 0) - new Set((ends[side].get(column.id) ?? []).map((one) => one.id)).size);
    return (table?.columns ?? []).reduce((sum, column) => sum + missing(column), 0);
  };
  return {
    shown,
    hidden: {
      up: told.has(sideKey(id, "UP")) ? 0 : more("up"),
      down: told.has(sideKey(id, "DOWN")) ? 0 : more("down"),
    },
  };
}
