import type { Box, Point } from "./box";

/** So many pixels of nothing may be seen beside what is drawn. */
const MARGIN = 32;

interface Size {
  width: number;
  height: number;
}

/** How far the canvas is shifted to have a box in the middle, or as near to it as leaves no part of the window empty. */
export function filling(bounds: Box, box: Box, window: Size, zoom: number): Point {
  return {
    x: along(bounds.x * zoom, bounds.width * zoom, (box.x + box.width / 2) * zoom, window.width),
    y: along(bounds.y * zoom, bounds.height * zoom, (box.y + box.height / 2) * zoom, window.height),
  };
}

function along(start: number, length: number, middle: number, room: number): number {
  if (length + 2 * MARGIN <= room) return (room - length) / 2 - start;
  const first = MARGIN - start;
  const last = room - MARGIN - (start + length);
  return Math.min(first, Math.max(last, room / 2 - middle));
}
