import { expect, test } from "vitest";
import { usualSource } from "./usualSource";

const CHOICES = [{ id: "a" }, { id: "b" }];

test("the source that was used last comes first, one that is gone never", () => {
  expect(usualSource(CHOICES, ["b", "a"])).toBe("b");
  expect(usualSource(CHOICES, ["gone", "a", "b"])).toBe("a");
});

test("the only source is meant, of several that nobody used none", () => {
  expect(usualSource([{ id: "a" }], ["gone"])).toBe("a");
  expect(usualSource(CHOICES, [])).toBeUndefined();
  expect(usualSource([], ["a"])).toBeUndefined();
});
