import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { useComing } from "./useComing";

const BOX = { x: 0, y: 0, width: 1, height: 1 };
const scene = (home: Record<string, string>, placed: string[]) => ({
  graph: { home: new Map(Object.entries(home)) },
  boxes: new Map(placed.map((id) => [id, BOX])),
});

test("what was drawn to is shown once, when it has a place", () => {
  const show = vi.fn();
  const { result, rerender } = renderHook(({ now }) => useComing(now, show), {
    initialProps: { now: scene({ a: "a", "a.x": "a" }, ["a"]) },
  });
  act(() => result.current(["a.x", "b.y"]));
  // It is known before it is laid out.
  rerender({ now: scene({ "a.x": "a", "b.y": "b" }, ["a"]) });
  expect(show).not.toHaveBeenCalled();
  rerender({ now: scene({ "a.x": "a", "b.y": "b" }, ["a", "b"]) });
  expect(show.mock.calls).toEqual([[["a", "b"]]]);
  rerender({ now: scene({ "a.x": "a", "b.y": "b" }, ["a", "b"]) });
  expect(show).toHaveBeenCalledTimes(1);
});

test("what stands already is shown at once", () => {
  const show = vi.fn();
  const { result } = renderHook(() => useComing(scene({ a: "a", b: "b" }, ["a", "b"]), show));
  act(() => result.current(["a", "b"]));
  expect(show).toHaveBeenCalledTimes(1);
});
