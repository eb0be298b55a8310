import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { steadyMap } from "../model/steady";
import { useSteady } from "./useSteady";

type Names = ReadonlyMap<string, readonly string[]>;
const told = (...of: string[]): Names => new Map(of.map((id) => [id, ["name", id]]));

test("what is new is compared once, however often it is drawn", () => {
  const steady = vi.fn(steadyMap<readonly string[]>);
  const first = told("a");
  const { result, rerender } = renderHook(({ next }) => useSteady(next, steady), { initialProps: { next: first } });
  const second = told("a", "b");
  rerender({ next: second });
  const merged = result.current;
  expect(merged.get("a")).toBe(first.get("a"));
  expect(merged).not.toBe(second);
  rerender({ next: second });
  rerender({ next: second });
  expect(result.current).toBe(merged);
  expect(steady).toHaveBeenCalledTimes(1);
  rerender({ next: told("a", "b") });
  expect(result.current).toBe(merged);
});
