import { expect, test } from "vitest";
import { depthAbove } from "./tree";

test("a column is indented below the nearest column above it that is listed", () => {
  const paths = [["items"], ["items", "sku"], ["ship", "city"], ["a.b"], ["items", "x", "y"], ["ship", "city", "zip"]];
  expect(depthAbove(paths)).toEqual([0, 1, 0, 0, 1, 2]);
});

test("a parent that is filtered away indents nothing", () => {
  expect(depthAbove([["items", "sku"]])).toEqual([0]);
});
