import { around, type Box } from "./box";

/** What is shown where: so many pixels for each unit, and how far it is shifted. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

interface Size {
  width: number;
  height: number;
}

/** Pixels that stay free at both sides. */
const MARGIN = 16;

/**
 * Where one looks after the window has become narrower or wider, so that what was in sight still is: as it is where
 * nothing of it goes, else shifted, else smaller. Undefined when nothing need be done.
 */
export function keptInSight(view: View, before: Size, after: Size, boxes: Iterable<Box>, furthest: number) {
  const { x, y, zoom } = view;
  const seen = [...boxes].filter(
    (box) =>
      box.x * zoom + x >= 0 &&
      (box.x + box.width) * zoom + x <= before.width &&
      (box.y + box.height) * zoom + y > 0 &&
      box.y * zoom + y < before.height,
  );
  const all = around(seen);
  if (!all) return undefined;
  const left = all.x * zoom + x;
  const right = left + all.width * zoom;
  if (right <= after.width) return undefined;
  const room = after.width - 2 * MARGIN;
  if (right - left <= room) return { x: x - (right - after.width + MARGIN), y, zoom };
  const share = Math.max(room / (right - left), furthest / zoom);
  // What is in the middle from top to bottom stays there.
  const middle = before.height / 2;
  return { x: MARGIN - all.x * zoom * share, y: middle - (middle - y) * share, zoom: zoom * share };
}
