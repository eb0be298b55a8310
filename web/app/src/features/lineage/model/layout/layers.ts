import { linksOf, neighbours } from "./links";

/**
 * The layer of each node: the longest way that leads to it; what is fed by nothing stands right before what it feeds.
 * The edges have no cycle.
 */
export function layersOf(count: number, from: Int32Array, to: Int32Array): Int32Array {
  const down = linksOf(count, from, to);
  const waiting = new Int32Array(count);
  for (const at of to) waiting[at] = (waiting[at] ?? 0) + 1;
  const fed = waiting.slice();
  const layer = new Int32Array(count);
  const order: number[] = [];
  for (let at = 0; at < count; at += 1) if (waiting[at] === 0) order.push(at);
  for (let next = 0; next < order.length; next += 1) {
    const at = order[next] ?? 0;
    for (const child of neighbours(down, at)) {
      layer[child] = Math.max(layer[child] ?? 0, (layer[at] ?? 0) + 1);
      waiting[child] = (waiting[child] ?? 0) - 1;
      if (waiting[child] === 0) order.push(child);
    }
  }
  for (let at = 0; at < count; at += 1) {
    const children = neighbours(down, at);
    if (fed[at] !== 0 || children.length === 0) continue;
    let nearest = Number.POSITIVE_INFINITY;
    for (const child of children) nearest = Math.min(nearest, layer[child] ?? 0);
    layer[at] = nearest - 1;
  }
  return layer;
}
