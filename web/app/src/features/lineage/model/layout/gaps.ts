import { GAP, NODE_WIDTH } from "../box";
import type { Places } from "./place";

interface Span {
  top: number;
  bottom: number;
}

/**
 * What is free above and below each other at any left edge. The spans taken there are kept in order, joined where
 * nothing fits between them, so that a full column is one span.
 */
export class Gaps {
  readonly #columns = new Map<number, Span[]>();
  readonly #places: Places;
  readonly #isPlaced: Uint8Array;
  readonly #heights: Float64Array;
  readonly #least: number;
  /** Below everything that is placed. */
  bottom = 0;

  constructor(places: Places, isPlaced: Uint8Array, heights: Float64Array) {
    this.#places = places;
    this.#isPlaced = isPlaced;
    this.#heights = heights;
    this.#least = heights.reduce((least, height) => Math.min(least, height), Number.POSITIVE_INFINITY);
    for (const [node, there] of isPlaced.entries()) if (there) this.#reach(node);
  }

  /** Takes the room of a node that was placed. */
  take(node: number): void {
    this.#reach(node);
    const left = this.#places.x[node] ?? 0;
    for (const [at, column] of this.#columns) if (meets(at, left)) this.#put(column, node);
  }

  /** The top nearest to what is wanted at which a box of this height meets none of the placed ones. */
  nearest(left: number, wanted: number, height: number): number {
    const column = this.#column(left);
    // The first that ends below what is wanted: what is free is looked for from there, up and down.
    const first = firstAfter(column, wanted);
    let below = wanted;
    for (let at = first; at < column.length; at += 1) {
      const span = column[at];
      if (!span || span.top - below >= height) break;
      below = span.bottom;
    }
    let above = wanted;
    let at = first;
    if ((column[at]?.top ?? Number.POSITIVE_INFINITY) < wanted + height) above = (column[at]?.top ?? wanted) - height;
    for (at -= 1; at >= 0; at -= 1) {
      const span = column[at];
      if (!span || span.bottom <= above) break;
      above = span.top - height;
    }
    return below - wanted <= wanted - above ? below : above;
  }

  #column(left: number): Span[] {
    let column = this.#columns.get(left);
    if (!column) {
      column = [];
      this.#columns.set(left, column);
      for (const [node, there] of this.#isPlaced.entries()) {
        if (there && meets(this.#places.x[node] ?? 0, left)) this.#put(column, node);
      }
    }
    return column;
  }

  #put(column: Span[], node: number): void {
    const y = this.#places.y[node] ?? 0;
    let [top, bottom] = [y - GAP, y + (this.#heights[node] ?? 0) + GAP];
    // All that it meets, and what leaves no room for the lowest box, is one span with it.
    const from = firstAfter(column, top - this.#least);
    let to = from;
    for (let span = column[to]; span && span.top - bottom < this.#least; span = column[to]) {
      top = Math.min(top, span.top);
      bottom = Math.max(bottom, span.bottom);
      to += 1;
    }
    column.splice(from, to - from, { top, bottom });
  }

  #reach(node: number): void {
    this.bottom = Math.max(this.bottom, (this.#places.y[node] ?? 0) + (this.#heights[node] ?? 0) + GAP * 2);
  }
}

const meets = (one: number, other: number) => Math.abs(one - other) < NODE_WIDTH + GAP;

/** The place of the first span that ends below `y`. */
function firstAfter(column: readonly Span[], y: number): number {
  let [from, to] = [0, column.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((column[middle]?.bottom ?? 0) <= y) from = middle + 1;
    else to = middle;
  }
  return from;
}
