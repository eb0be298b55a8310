import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { tablePairOf } from "./tablePair";

test.each([
  [["c"], { from: "b", to: "c" }],
  [["b"], { from: "a", to: "b" }],
  [["a.x"], { from: "a", to: "b" }],
])("from %j the tables to map are %j", (of, pair) => {
  expect(tablePairOf(compactFrom("a>b", "b>c"), of)).toEqual(pair);
});

test("without an edge there are none", () => {
  expect(tablePairOf(compactFrom("a"), ["a"])).toBeUndefined();
});
