import { acyclic } from "./acyclic";
import { placeBeside } from "./beside";
import { withLanes } from "./lanes";
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
  const fresh = afresh(heights, edges.from, edges.to);
  for (let at = 0; at < count; at += 1) {
    if (stands[at]) {
      fresh.x[at] = x[at] ?? 0;
      fresh.y[at] = y[at] ?? 0;
    }
  }
  return fresh;
}

function afresh(heights: Float64Array, from: Int32Array, to: Int32Array): Places {
  const count = heights.length;
  const laned = withLanes({ heights, from, to, layer: layersOf(count, from, to) });
  const layers: number[][] = [];
  for (const [at, index] of laned.layer.entries()) {
    layers[index] ??= [];
    layers[index].push(at);
  }
  const down = linksOf(laned.heights.length, laned.from, laned.to);
  const up = linksOf(laned.heights.length, laned.to, laned.from);
  const { x, y } = placed(ordered(layers.filter(Boolean), up, down), laned.heights, up, down);
  return { x: x.slice(0, count), y: y.slice(0, count) };
}

/** Whether all that stands was moved there by hand, as when a view is opened again. */
function onlyFixed(stands: Uint8Array, fixed: Uint8Array): boolean {
  return stands.every((there, at) => there === 0 || fixed[at] === 1);
}
