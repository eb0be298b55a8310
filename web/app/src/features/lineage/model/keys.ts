import type { Box } from "./box";
import type { Graph, Neighbours } from "./graph";

export type Way = "left" | "right" | "up" | "down";

interface Around {
  graph: Graph;
  boxes: ReadonlyMap<string, Box>;
  tables: Neighbours;
}

/** The table that an arrow key leads to: left and right along the edges, up and down to what stands there. */
export function nextTable({ graph, boxes, tables }: Around, from: string, way: Way): string | undefined {
  const here = boxes.get(from);
  if (!here) return undefined;
  const distance = (id: string) => Math.abs((boxes.get(id)?.y ?? Number.POSITIVE_INFINITY) - here.y);
  if (way === "left" || way === "right") {
    const beside = (way === "left" ? tables.up : tables.down).get(from) ?? [];
    return nearest(
      beside.map(({ id }) => id).filter((id) => id !== from && boxes.has(id)),
      distance,
    );
  }
  const there = [...graph.tables.keys()].filter((id) => {
    const box = boxes.get(id);
    if (!box || id === from || Math.abs(box.x - here.x) > box.width / 2) return false;
    return way === "up" ? box.y < here.y : box.y > here.y;
  });
  return nearest(there, distance);
}

function nearest(ids: readonly string[], distance: (id: string) => number): string | undefined {
  let best: string | undefined;
  for (const id of ids) if (best === undefined || distance(id) < distance(best)) best = id;
  return best;
}

/** The edge of a table behind another one, going round: first those that come in, then those that go out. */
export function nextEdge(
  { tables }: Pick<Around, "tables">,
  table: string,
  after: string | undefined,
): string | undefined {
  const edges = [...(tables.up.get(table) ?? []), ...(tables.down.get(table) ?? [])].map(({ edge }) => edge);
  return edges[(edges.indexOf(after ?? "") + 1) % edges.length];
}
