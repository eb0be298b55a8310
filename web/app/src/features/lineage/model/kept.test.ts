import { expect, test } from "vitest";
import { keptInSight } from "./kept";

const box = (x: number, y = 100) => ({ x, y, width: 100, height: 40 });
const wide = { width: 1_000, height: 600 };
const narrow = { width: 600, height: 600 };
const kept = (view: { x: number; y: number; zoom: number }, ...boxes: ReturnType<typeof box>[]) =>
  keptInSight(view, wide, narrow, boxes, 0.05);

test("what stays in sight is left alone", () => {
  expect(kept({ x: 0, y: 0, zoom: 1 }, box(0), box(400))).toBeUndefined();
  expect(kept({ x: 0, y: 0, zoom: 1 })).toBeUndefined();
});

test("what would go out of sight is shifted into it when there is room", () => {
  expect(kept({ x: 0, y: 7, zoom: 1 }, box(500), box(800))).toEqual({ x: -316, y: 7, zoom: 1 });
});

test("what has no room is made smaller, around the middle", () => {
  const view = kept({ x: 0, y: 0, zoom: 1 }, box(0), box(900));
  expect(view?.zoom).toBeCloseTo(0.568);
  expect(view?.x).toBe(16);
  expect((view?.y ?? 0) + 300 * (view?.zoom ?? 0)).toBeCloseTo(300);
});

test("what was not in sight does not count", () => {
  expect(kept({ x: 0, y: 0, zoom: 1 }, box(0), box(950), box(700, 900))).toBeUndefined();
});
