import { type Box, GAP, NODE_WIDTH, type Point, WITHIN } from "./box";
import { endsOf, type Scene } from "./geometry";

/** An edge runs straight a little longer than the tables are that it passes. */
const BESIDE = 8;

/**
 * The points of edges to and from a layer that stands in several columns: where they pass its other columns they go
 * between the tables, else one would take them for edges of those.
 */
export function waysOf(scene: Pick<Scene, "graph" | "boxes" | "rows">): Map<string, readonly Point[]> {
  const ways = new Map<string, readonly Point[]>();
  const columns = columnsOf(scene.boxes.values());
  if (![...columns.keys()].some((x) => columns.has(x + WITHIN))) return ways;
  const gaps = new Map([...columns].map(([x, column]) => [x, gapsOf(column)]));
  for (const edge of scene.graph.edges.values()) {
    const from = scene.boxes.get(edge.fromTable);
    const to = scene.boxes.get(edge.toTable);
    const ends = endsOf(scene, edge);
    if (!from || !to || !ends) continue;
    const [left, right] = [Math.round(from.x), Math.round(to.x)];
    const points: Point[] = [];
    const pass = (x: number, near: number) => {
      const y = nearest(gaps.get(x) ?? [], near);
      points.push({ x: x - BESIDE, y }, { x: x + NODE_WIDTH + BESIDE, y });
    };
    let first = left + WITHIN;
    for (; columns.has(first) && first + NODE_WIDTH < right; first += WITHIN) pass(first, ends.start.y);
    const before: number[] = [];
    for (let x = right - WITHIN; columns.has(x) && x >= first && x > left + NODE_WIDTH; x -= WITHIN) before.unshift(x);
    for (const x of before) pass(x, ends.end.y);
    if (points.length > 0) ways.set(edge.id, points);
  }
  return ways;
}

/** The boxes that stand one below the other, by their left edge. */
function columnsOf(boxes: Iterable<Box>): Map<number, Box[]> {
  const columns = new Map<number, Box[]>();
  for (const box of boxes) {
    const x = Math.round(box.x);
    const column = columns.get(x);
    if (column) column.push(box);
    else columns.set(x, [box]);
  }
  return columns;
}

/** The middles of what is free between the boxes of a column, and right above and below it. */
function gapsOf(column: readonly Box[]): number[] {
  const sorted = column.toSorted((a, b) => a.y - b.y);
  const gaps: number[] = [];
  let bottom = (sorted[0]?.y ?? 0) - GAP;
  for (const { y, height } of sorted) {
    if (y > bottom) gaps.push((bottom + y) / 2);
    bottom = Math.max(bottom, y + height);
  }
  return [...gaps, bottom + GAP / 2];
}

function nearest(values: readonly number[], wanted: number): number {
  return values.reduce(
    (best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best),
    values[0] ?? wanted,
  );
}
