/* Measures of what is drawn, in units of the canvas: drawing, layout and export share them. */

export const NODE_WIDTH = 248;
export const HEADER = 46;
export const FILTER = 34;
export const ROW = 24;
/** The line below the rows that says which of how many they are. */
export const FOOT = 26;
/** So many rows are shown of a table at once. */
export const ROWS = 10;
/** Between one layer and the next. */
export const LAYER_GAP = 112;
/** Between one table and the next below it. */
export const GAP = 22;

/** From one column of a layer to its next: they stand closer than layers, for hardly an edge runs between them. */
export const WITHIN = NODE_WIDTH + GAP * 2;

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** The smallest box around all; undefined around nothing. */
export function around(boxes: Iterable<Box>): Box | undefined {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left > right ? undefined : { x: left, y: top, width: right - left, height: bottom - top };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
