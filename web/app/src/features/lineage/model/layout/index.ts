import { acyclic } from "./acyclic";
import { placeBeside } from "./beside";
import { layersOf } from "./layers";
import { linksOf } from "./links";
import { ordered } from "./order";
import { type Places, placed } from "./place";
import { makeRoom } from "./room";

/** What is laid out. Arrays with an entry for each node, edges by the places of their ends. */
export interface LayoutInput {
  heights: Float64Array;
  from: Int32Array;
  to: Int32Array;
  /** Where nodes stand already; NaN for those that stand nowhere. */
  x: Float64Array;
  y: Float64Array;
  /** The nodes that have become higher since they were placed. */
  grown: number[];
  /** 1 for each that somebody has moved there himself. */
  fixed: Uint8Array;
}

/**
 * Lays tables out in layers, left to right in the direction data flows. What stands already stays where it is, so that
 * nothing that one looks at moves; only when nothing stands is everything placed anew.
 */
export function layout({ heights, from, to, x, y, grown, fixed }: LayoutInput): Places {
  const count = heights.length;
  const edges = acyclic(count, from, to);
  const down = linksOf(count, edges.from, edges.to);
  const up = linksOf(count, edges.to, edges.from);
  const stands = Uint8Array.from(x, (left) => (Number.isNaN(left) ? 0 : 1));
  const places = { x: x.slice(), y: y.slice() };
  if (stands.some((there) => there === 1 && count > 0) && !onlyFixed(stands, fixed)) {
    makeRoom(places, heights, grown, fixed);
    placeBeside(places, stands, heights, up, down);
    return places;
  }
  const layer = layersOf(count, edges.from, edges.to);
  const layers: number[][] = [];
  for (let at = 0; at < count; at += 1) {
    const index = layer[at] ?? 0;
    layers[index] ??= [];
    layers[index].push(at);
  }
  const fresh = placed(ordered(layers.filter(Boolean), up, down), heights, up, down);
  for (let at = 0; at < count; at += 1) {
    if (stands[at]) {
      fresh.x[at] = x[at] ?? 0;
      fresh.y[at] = y[at] ?? 0;
    }
  }
  return fresh;
}

/** Whether all that stands was moved there by hand, as when a view is opened again. */
function onlyFixed(stands: Uint8Array, fixed: Uint8Array): boolean {
  return stands.every((there, at) => there === 0 || fixed[at] === 1);
}
