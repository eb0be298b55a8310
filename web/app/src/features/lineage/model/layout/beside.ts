import { GAP, LAYER_GAP, NODE_WIDTH } from "../box";
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
  const waiting = [...isPlaced.keys()].filter((node) => !isPlaced[node]);
  while (waiting.length > 0) {
    // One that a placed neighbour tells where to be; one of another island when there is none.
    const next = Math.max(
      0,
      waiting.findIndex((node) => has(up, node, isPlaced) || has(down, node, isPlaced)),
    );
    const [node] = waiting.splice(next, 1);
    if (node === undefined) return;
    const { x, y, step } = target(node, places, isPlaced, heights, up, down);
    let left = x;
    let top = nearestGap(left, y, heights[node] ?? 0, places, isPlaced, heights);
    for (let tries = 0; Math.abs(top - y) > FAR && tries < 20; tries += 1) {
      left += step;
      top = nearestGap(left, y, heights[node] ?? 0, places, isPlaced, heights);
    }
    places.x[node] = left;
    places.y[node] = top;
    isPlaced[node] = 1;
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
): { x: number; y: number; step: number } {
  const feeding = neighbours(up, node).filter((other) => isPlaced[other] === 1);
  const fed = neighbours(down, node).filter((other) => isPlaced[other] === 1);
  const beside = [...feeding, ...fed];
  if (beside.length === 0) {
    let below = 0;
    for (const [other, there] of isPlaced.entries()) {
      if (there) below = Math.max(below, (y[other] ?? 0) + (heights[other] ?? 0) + GAP * 2);
    }
    return { x: 0, y: below, step: STEP };
  }
  const middle = beside.reduce((sum, other) => sum + (y[other] ?? 0) + (heights[other] ?? 0) / 2, 0) / beside.length;
  const top = middle - (heights[node] ?? 0) / 2;
  if (feeding.length > 0) return { x: Math.max(...feeding.map((other) => x[other] ?? 0)) + STEP, y: top, step: STEP };
  return { x: Math.min(...fed.map((other) => x[other] ?? 0)) - STEP, y: top, step: -STEP };
}

/** The top nearest to what is wanted at which a box of this height meets none of the placed ones. */
function nearestGap(
  left: number,
  wanted: number,
  height: number,
  { x, y }: Places,
  isPlaced: Uint8Array,
  heights: Float64Array,
): number {
  const taken: { top: number; bottom: number }[] = [];
  for (const [other, there] of isPlaced.entries()) {
    if (!there || Math.abs((x[other] ?? 0) - left) >= NODE_WIDTH + GAP) continue;
    taken.push({ top: (y[other] ?? 0) - GAP, bottom: (y[other] ?? 0) + (heights[other] ?? 0) + GAP });
  }
  taken.sort((a, b) => a.top - b.top);
  let best = Number.POSITIVE_INFINITY;
  let from = Number.NEGATIVE_INFINITY;
  for (const { top, bottom } of [...taken, { top: Number.POSITIVE_INFINITY, bottom: 0 }]) {
    // Between what ends at `from` and what begins at `top`.
    if (top - from >= height) {
      const nearest = Math.min(Math.max(wanted, from), top - height);
      if (Math.abs(nearest - wanted) < Math.abs(best - wanted)) best = nearest;
    }
    from = Math.max(from, bottom);
  }
  return best;
}
