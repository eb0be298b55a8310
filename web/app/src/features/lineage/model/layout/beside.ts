import { LAYER_GAP, NODE_WIDTH } from "../box";
import { Gaps } from "./gaps";
import { type Links, neighbours } from "./links";
import type { Places } from "./place";

const STEP = NODE_WIDTH + LAYER_GAP;
/** Rather a column further than so far above or below its neighbours. */
const FAR = 1_600;

/**
 * Places what has no place yet beside its neighbours that have one, in the nearest gap; what is placed stays where it
 * is. `isPlaced` is updated.
 */
export function placeBeside(places: Places, isPlaced: Uint8Array, heights: Float64Array, up: Links, down: Links): void {
  const gaps = new Gaps(places, isPlaced, heights);
  const queued = isPlaced.slice();
  const queue: number[] = [];
  const enqueue = (node: number) => {
    if (queued[node]) return;
    queued[node] = 1;
    queue.push(node);
  };
  const place = (node: number) => {
    const { x, y, step } = target(node, places, isPlaced, heights, up, down) ?? { x: 0, y: gaps.bottom, step: STEP };
    const height = heights[node] ?? 0;
    let left = x;
    let top = gaps.nearest(left, y, height);
    for (let tries = 0; Math.abs(top - y) > FAR && tries < 20; tries += 1) {
      left += step;
      top = gaps.nearest(left, y, height);
    }
    places.x[node] = left;
    places.y[node] = Math.round(top);
    isPlaced[node] = 1;
    gaps.take(node);
    for (const other of [...neighbours(up, node), ...neighbours(down, node)]) enqueue(other);
  };

  // Those that a placed neighbour tells where to be come first, then what hangs on them, then each other island.
  for (const [node, there] of isPlaced.entries()) {
    if (!there && (has(up, node, isPlaced) || has(down, node, isPlaced))) enqueue(node);
  }
  let island = 0;
  for (let next = 0; ; next += 1) {
    while (next === queue.length && island < isPlaced.length) {
      enqueue(island);
      island += 1;
    }
    const node = queue[next];
    if (node === undefined) return;
    place(node);
  }
}

function has(links: Links, node: number, isPlaced: Uint8Array): boolean {
  return neighbours(links, node).some((other) => isPlaced[other] === 1);
}

/** Right of the rightmost that feeds it, else left of the leftmost that it feeds, at the height of them all. */
function target(
  node: number,
  { x, y }: Places,
  isPlaced: Uint8Array,
  heights: Float64Array,
  up: Links,
  down: Links,
): { x: number; y: number; step: number } | undefined {
  const feeding = neighbours(up, node).filter((other) => isPlaced[other] === 1);
  const fed = neighbours(down, node).filter((other) => isPlaced[other] === 1);
  const beside = [...feeding, ...fed];
  if (beside.length === 0) return undefined;
  const middle = beside.reduce((sum, other) => sum + (y[other] ?? 0) + (heights[other] ?? 0) / 2, 0) / beside.length;
  const top = middle - (heights[node] ?? 0) / 2;
  if (feeding.length > 0) return { x: Math.max(...feeding.map((other) => x[other] ?? 0)) + STEP, y: top, step: STEP };
  return { x: Math.min(...fed.map((other) => x[other] ?? 0)) - STEP, y: top, step: -STEP };
}
