import { expect, test } from "vitest";
import { meant, moved, toggled } from "./review";
import { parseReviewSearch, reviewFilterOf } from "./reviewSearch";

const IDS = ["a", "b", "c"];

test.each<[string, string[], number, string[]]>([
  ["what is chosen, in the order of the list", ["c", "a"], 1, ["a", "c"]],
  ["what the keyboard is at when nothing is chosen", [], 1, ["b"]],
  ["what the keyboard is at when what was chosen waits no more", ["gone"], 2, ["c"]],
  ["nothing beyond the end", [], 3, []],
])("a decision is about %s", (_, chosen, at, ids) => {
  expect(meant(IDS, { chosen: new Set(chosen), at })).toEqual(ids);
});

test("choosing twice is not choosing", () => {
  expect([...toggled(new Set(["a"]), "b")]).toEqual(["a", "b"]);
  expect([...toggled(new Set(["a", "b"]), "a")]).toEqual(["b"]);
});

test("the keyboard stays within the list", () => {
  expect([moved(0, -1, 3), moved(0, 1, 3), moved(2, 1, 3), moved(0, 1, 0)]).toEqual([0, 1, 2, 0]);
});

test("the address is read, and what is no filter left out", () => {
  const raw = { level: "COLUMN", origin: ["SQL", "RUMOUR"], sure: 90, table: "t", more: 1 };
  expect(parseReviewSearch(raw)).toEqual({ level: "COLUMN", origin: ["SQL"], sure: 90, table: "t" });
  expect(reviewFilterOf(parseReviewSearch({ level: "NONE", sure: 91, origin: [] }))).toEqual({});
});

test("hundredths become shares", () => {
  expect(reviewFilterOf({ sure: 90, origin: ["SQL"], table: "t", level: "TABLE" })).toEqual({
    level: "TABLE",
    origins: ["SQL"],
    minConfidence: 0.9,
    tableIds: ["t"],
  });
});
