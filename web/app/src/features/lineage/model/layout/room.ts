import { GAP, NODE_WIDTH } from "../box";
import type { Places } from "./place";

/** Moves down what others have grown into; what is `fixed` stays. */
export function makeRoom({ x, y }: Places, heights: Float64Array, grown: readonly number[], fixed: Uint8Array): void {
  const open = [...grown];
  // Each may be moved on by several; a bound for what a person has put on top of each other.
  for (let steps = heights.length * 4; steps > 0; steps -= 1) {
    const at = open.shift();
    if (at === undefined) return;
    const bottom = (y[at] ?? 0) + (heights[at] ?? 0);
    for (const [other, top] of y.entries()) {
      if (other === at || fixed[other] || Math.abs((x[other] ?? 0) - (x[at] ?? 0)) >= NODE_WIDTH) continue;
      if (top < (y[at] ?? 0) || top >= bottom) continue;
      y[other] = bottom + GAP;
      open.push(other);
    }
  }
}
