import type { Box } from "./box";
import type { Graph, Neighbours } from "./graph";
import type { RowView } from "./rows";

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

interface WithRows extends Around {
  rows: ReadonlyMap<string, RowView>;
  ends: Neighbours;
}

/**
 * Where an arrow key leads among columns: down from a header into its rows, up and down along them, and left and right
 * to the column at the other end of an edge. Beyond the rows it goes on as between tables.
 */
export function nextPlace(scene: WithRows, from: string, way: Way): string | undefined {
  const table = scene.graph.home.get(from) ?? from;
  const sorted = scene.rows.get(table)?.sorted ?? [];
  if (sorted.length === 0) return nextTable(scene, table, way);
  const at = sorted.findIndex(({ id }) => id === from);
  if (way === "down") return sorted[at + 1]?.id ?? nextTable(scene, table, way);
  if (way === "up") {
    if (at > 0) return sorted[at - 1]?.id;
    return at === 0 ? table : nextTable(scene, table, way);
  }
  if (at === -1) return nextTable(scene, table, way);
  const beside = (way === "left" ? scene.ends.up : scene.ends.down).get(from) ?? [];
  const there = (id: string) => scene.boxes.get(scene.graph.home.get(id) ?? "")?.y ?? Number.POSITIVE_INFINITY;
  const here = scene.boxes.get(table)?.y ?? 0;
  return nearest(
    beside.map(({ id }) => id),
    (id) => Math.abs(there(id) - here),
  );
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
