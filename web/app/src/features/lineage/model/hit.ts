import type { Point } from "./box";
import { endsOf, piecesOf, type Scene } from "./geometry";

/** The table at a point. */
export function tableAt({ boxes }: Pick<Scene, "boxes">, { x, y }: Point): string | undefined {
  for (const [id, box] of boxes) {
    if (x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height) return id;
  }
  return undefined;
}

const STEPS = 24;

/** The edge that is nearest to a point, at most so far away. */
export function edgeAt(scene: Scene, point: Point, reach: number): string | undefined {
  let found: string | undefined;
  let nearest = reach;
  for (const edge of scene.graph.edges.values()) {
    const ends = endsOf(scene, edge);
    if (!ends) continue;
    for (const { start, a, b, end } of piecesOf(ends)) {
      const outside =
        point.x < Math.min(start.x, end.x, a.x, b.x) - reach ||
        point.x > Math.max(start.x, end.x, a.x, b.x) + reach ||
        point.y < Math.min(start.y, end.y) - reach ||
        point.y > Math.max(start.y, end.y) + reach;
      if (outside) continue;
      let before = start;
      for (let step = 1; step <= STEPS; step += 1) {
        const next = onCurve(step / STEPS, start, a, b, end);
        const distance = toLine(point, before, next);
        if (distance < nearest) {
          nearest = distance;
          found = edge.id;
        }
        before = next;
      }
    }
  }
  return found;
}

function onCurve(t: number, p0: Point, p1: Point, p2: Point, p3: Point): Point {
  const u = 1 - t;
  const mix = (a: number, b: number, c: number, d: number) =>
    u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
  return { x: mix(p0.x, p1.x, p2.x, p3.x), y: mix(p0.y, p1.y, p2.y, p3.y) };
}

function toLine(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length;
  const at = Math.max(0, Math.min(1, along));
  return Math.hypot(point.x - from.x - at * dx, point.y - from.y - at * dy);
}
