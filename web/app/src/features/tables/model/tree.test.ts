import { expect, test } from "vitest";
import { depthAbove, foldedTree, pathKey } from "./tree";

test("a column is indented below the nearest column above it that is listed", () => {
  const paths = [["items"], ["items", "sku"], ["ship", "city"], ["a.b"], ["items", "x", "y"], ["ship", "city", "zip"]];
  expect(depthAbove(paths)).toEqual([0, 1, 0, 0, 1, 2]);
});

test("a parent that is filtered away indents nothing", () => {
  expect(depthAbove([["items", "sku"]])).toEqual([0]);
});

const TREE = [["a"], ["a", "b"], ["a", "b", "c"], ["a", "d"], ["e"], ["x", "y"], ["x", "y", "z"]];

test.each<[string, string[][], number[]]>([
  ["nothing", [], [0, 1, 2, 3, 4, 5, 6]],
  ["what lies below one, at any depth", [["a"]], [0, 4, 5, 6]],
  ["a part within", [["a", "b"]], [0, 1, 3, 4, 5, 6]],
  ["what is below nothing listed but its own parent", [["x", "y"]], [0, 1, 2, 3, 4, 5]],
  ["nothing of a column that has nothing below, or that is gone", [["e"], ["gone"]], [0, 1, 2, 3, 4, 5, 6]],
  ["nothing by a parent that is not listed", [["x"]], [0, 1, 2, 3, 4, 5, 6]],
])("folding hides %s", (_, folded, shown) => {
  expect(foldedTree(TREE, new Set(folded.map(pathKey))).shown).toEqual(shown);
});

test("parents are the columns that others lie below", () => {
  const { parents } = foldedTree(TREE, new Set());
  expect([...parents]).toEqual([["a"], ["a", "b"], ["x", "y"]].map(pathKey));
});
