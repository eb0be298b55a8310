import { expect, test } from "vitest";
import { upTo, withoutTags, withTags } from "./bulk";

const TABLES = [
  { id: "a", version: 1, tags: ["x"], qualifiedName: "a", columnCount: 1 },
  { id: "b", version: 2, tags: [], qualifiedName: "b", columnCount: 1 },
];

test("tags are added to those that lack one, beside what they have", () => {
  expect(withTags(TABLES, ["x", "y"])).toEqual([
    { id: "a", version: 1, tags: ["x", "y"] },
    { id: "b", version: 2, tags: ["x", "y"] },
  ]);
  expect(withTags(TABLES, ["x"])).toEqual([{ id: "b", version: 2, tags: ["x"] }]);
});

test("tags are taken from those that have one", () => {
  expect(withoutTags(TABLES, ["x", "z"])).toEqual([{ id: "a", version: 1, tags: [] }]);
});

test("a range goes either way, and is one row when it has no beginning", () => {
  expect(upTo(["a", "b", "c"], "c", "b")).toEqual(["b", "c"]);
  expect(upTo(["a", "b", "c"], "a", "c")).toEqual(["a", "b", "c"]);
  expect(upTo(["a", "b", "c"], undefined, "b")).toEqual(["b"]);
  expect(upTo(["a"], "gone", "a")).toEqual(["a"]);
  expect(upTo(["a"], "a", "gone")).toEqual([]);
});
