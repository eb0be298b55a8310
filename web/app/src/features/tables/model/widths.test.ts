import { expect, test } from "vitest";
import { type CellTexts, fitting, tracks, widthOf } from "./widths";

const HEADS: CellTexts = {
  name: "Name",
  source: "Source",
  kind: "Kind",
  columns: "Columns",
  tags: "Tags",
  owner: "Owner",
  lineage: "Lineage",
  fetched: "Fetched",
};
const EMPTY: CellTexts = {
  name: "a",
  source: "",
  kind: "",
  columns: "",
  tags: "",
  owner: "",
  lineage: "",
  fetched: "–",
};
const of = (change: Partial<CellTexts>, column: "source" | "kind" | "tags" | "fetched", language = "en") =>
  tracks([{ ...EMPTY, ...change }], [column], HEADS, language)
    .split(/ (?=minmax\(\d|[\d.]+rem$)/u)
    .at(-1);

test("a column that holds nothing is as wide as its head, one that holds much as that", () => {
  expect(of({}, "kind")).toBe("2.75rem");
  expect(of({ kind: "Materialized view" }, "kind")).toBe("9.33rem");
});

test("what may be long gives way to the name, within limits", () => {
  expect(of({ source: "x".repeat(15) }, "source")).toBe("minmax(5.32rem, 8.26rem)");
  expect(of({ source: "x".repeat(500) }, "source")).toBe("minmax(5.32rem, 12.61rem)");
});

test("an age has room for each that it becomes", () => {
  expect(of({ fetched: "now" }, "fetched")).toBe("7.73rem");
  expect(of({}, "fetched")).toBe("4.6rem");
});

test("the name asks for what it needs, and for little more than a quarter when it is long", () => {
  expect(tracks([{ ...EMPTY, name: "orders" }], [], HEADS, "en")).toBe("minmax(max(200px, min(3.98rem, 27%)), 1fr)");
});

test("characters of full width count as such", () => {
  expect(widthOf("物化视图")).toBeGreaterThan(widthOf("view"));
});

test("tags are shown as far as there is room, the first in any case", () => {
  expect(fitting(["finance", "pii", "gold"], 13)).toEqual(["finance", "pii"]);
  expect(fitting(["a".repeat(90), "b"], 20)).toEqual(["a".repeat(90)]);
  expect(fitting([], 20)).toEqual([]);
});
