import { expect, test } from "vitest";
import { keyed } from "./keyed";

test("lines are told apart by what they say, and alike ones by their number", () => {
  const lines = keyed(["a", "b", "a", "a"], (line) => line);
  expect(lines).toEqual([
    ["a", "a"],
    ["b", "b"],
    ["a (2)", "a"],
    ["a (3)", "a"],
  ]);
});

test("a line more leaves the keys of the others as they are", () => {
  const before = keyed(["a", "b"], (line) => line);
  expect(keyed(["a", "b", "a"], (line) => line).slice(0, before.length)).toEqual(before);
});
