import { GAP, LAYER_GAP, NODE_WIDTH, WITHIN } from "../box";
import { type Links, neighbours } from "./links";

const STEP = NODE_WIDTH + LAYER_GAP;
const FEWEST_ROWS = 24;
/** The shape that the whole is brought near to, width by height: that of a screen. */
const SHAPE = 1.8;
const SWEEPS = 4;

export interface Places {
  x: Float64Array;
  y: Float64Array;
}

/** Where the nodes of ordered layers stand: layers left to right, a long one in several columns. */
export function placed(layers: readonly number[][], heights: Float64Array, up: Links, down: Links): Places {
  const x = new Float64Array(heights.length);
  const y = new Float64Array(heights.length);
  const rows = rowsFor(heights);
  const columns: number[][] = [];
  let left = 0;
  for (const layer of layers) {
    const parts = Math.max(1, Math.ceil(layer.length / rows));
    const size = Math.ceil(layer.length / parts);
    for (let part = 0; part < parts; part += 1) {
      const column = layer.slice(part * size, (part + 1) * size);
      for (const node of column) x[node] = left + part * WITHIN;
      stack(column, heights, y);
      columns.push(column);
    }
    left += (parts - 1) * WITHIN + STEP;
  }
  const split = columns.length > layers.length;
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const back = sweep % 2 === 1;
    for (const column of back ? columns.toReversed() : columns) {
      // A layer in columns would be stretched again by what it is drawn to.
      if (split && column.length >= FEWEST_ROWS) continue;
      draw(column, heights, y, back ? down : up);
    }
  }
  // Between pixels letters and lines are blurred.
  return { x, y: y.map(Math.round) };
}

function rowsFor(heights: Float64Array): number {
  if (heights.length === 0) return FEWEST_ROWS;
  let total = 0;
  for (const height of heights) total += height + GAP;
  return Math.max(FEWEST_ROWS, Math.ceil(Math.sqrt((total * STEP) / SHAPE) / (total / heights.length)));
}

/** One below the other, around zero. */
function stack(column: readonly number[], heights: Float64Array, y: Float64Array): void {
  let total = -GAP;
  for (const node of column) total += (heights[node] ?? 0) + GAP;
  let top = -total / 2;
  for (const node of column) {
    y[node] = top;
    top += (heights[node] ?? 0) + GAP;
  }
}

/**
 * Draws the nodes of a column to the middle of their neighbours, in their order and without overlap, with the least
 * sum of squares of what is missing (isotonic regression by pooling adjacent violators).
 */
function draw(column: readonly number[], heights: Float64Array, y: Float64Array, links: Links): void {
  const pools: { sum: number; size: number }[] = [];
  let offset = 0;
  const offsets: number[] = [];
  for (const node of column) {
    offsets.push(offset);
    pools.push({ sum: wanted(node, heights, y, links) - offset, size: 1 });
    offset += (heights[node] ?? 0) + GAP;
    for (let last = pools.at(-1), before = pools.at(-2); last && before; last = pools.at(-1), before = pools.at(-2)) {
      if (before.sum / before.size <= last.sum / last.size) break;
      before.sum += last.sum;
      before.size += last.size;
      pools.pop();
    }
  }
  let at = 0;
  for (const { sum, size } of pools) {
    for (const end = at + size; at < end; at += 1) {
      const node = column[at];
      if (node !== undefined) y[node] = sum / size + (offsets[at] ?? 0);
    }
  }
}

function wanted(node: number, heights: Float64Array, y: Float64Array, links: Links): number {
  const beside = neighbours(links, node);
  if (beside.length === 0) return y[node] ?? 0;
  let sum = 0;
  for (const other of beside) sum += (y[other] ?? 0) + (heights[other] ?? 0) / 2;
  return sum / beside.length - (heights[node] ?? 0) / 2;
}
