import { expect, test } from "vitest";
import { firstLimit, MOST, parseLineageSearch } from "./search";
import { changed, shapeOf, stepOf, withColumns, withFilter, withMore, withoutSide, withSide } from "./shape";

test("nothing said is nothing opened or closed", () => {
  expect(shapeOf({})).toEqual({
    limit: 300,
    steps: [],
    collapsed: new Set(),
    whole: [],
    filters: new Map(),
  });
});

test("four times as much each time, up to the most that is drawn", () => {
  const limits = [];
  for (let told = {}; limits.at(-1) !== MOST; ) {
    told = withMore(told);
    limits.push(shapeOf(told).limit);
  }
  expect(limits).toEqual([1_200, 4_800, 5_000]);
  expect(withMore({ limit: MOST })).toEqual({ limit: MOST });
});

test("a side is opened a step, then more of it, and never beyond the most", () => {
  let told = withSide({}, "a", "DOWN");
  expect(told).toEqual({ more: ["a DOWN"] });
  expect(withSide(told, "a", "UP").more).toEqual(["a DOWN", "a UP"]);
  for (const limit of [1_200, 4_800, 5_000, 5_000]) {
    told = withSide(told, "a", "DOWN");
    expect(shapeOf(told).steps).toEqual([{ id: "a", side: "DOWN", limit }]);
  }
});

test("a side that is collapsed is shown again before anything more is asked for", () => {
  const told = { more: ["a DOWN"], ...withoutSide({}, "a", "DOWN") };
  expect(withoutSide(told, "a", "DOWN").less).toEqual(["a DOWN"]);
  expect(withSide(told, "a", "DOWN")).toEqual({ less: undefined });
  expect(withSide({ ...told, less: ["a DOWN", "b UP"] }, "a", "DOWN")).toEqual({ less: ["b UP"] });
});

test("all columns of a table are shown without what they were filtered by", () => {
  const rows = { a: "id", b: "x" };
  expect(withColumns({ rows }, "a", true)).toEqual({ whole: ["a"], rows: { b: "x" } });
  expect(withColumns({ whole: ["a", "b"], rows: { a: "id" } }, "a", false)).toEqual({ whole: ["b"], rows: undefined });
  expect(withColumns({ whole: ["a"] }, "a", false)).toEqual({ whole: undefined, rows: undefined });
});

test("an empty filter is none", () => {
  expect(withFilter({}, "a", "id")).toEqual({ rows: { a: "id" } });
  expect(withFilter({ rows: { a: "id" } }, "a", "")).toEqual({ rows: undefined });
});

test.each(["", "a", "a SIDE", "a UP 7", "a UP x", "a b UP"])("%j is no step", (text) => {
  expect(stepOf(text, firstLimit({}))).toBeUndefined();
  expect(shapeOf({ more: [text] }).steps).toEqual([]);
});

test("what the address says comes back as it was, and what nobody can mean is left out", () => {
  const told = { limit: 1_200, more: ["a UP", "b DOWN 4800"], less: ["a DOWN"], whole: ["c"], rows: { c: "id" } };
  expect(parseLineageSearch(told)).toMatchObject(told);
  const odd = parseLineageSearch({ limit: 7, less: 7, rows: { c: 7, d: {}, e: "" } });
  expect([odd.limit, odd.less, odd.rows]).toEqual([undefined, ["7"], { c: "7" }]);
  expect(parseLineageSearch({ limit: 300, rows: 7 })).toMatchObject({ limit: undefined, rows: undefined });
});

test("columns are asked for in thousands at first: one table may have as many", () => {
  const told = withSide({ level: "COLUMN" }, "a", "UP");
  expect(told).toEqual({ more: ["a UP"] });
  expect(shapeOf({ level: "COLUMN", ...told })).toMatchObject({ limit: 4_800, steps: [{ limit: 4_800 }] });
  expect(withMore({ level: "COLUMN" })).toEqual({ limit: MOST });
  expect(withSide({ level: "COLUMN", ...told }, "a", "UP")).toEqual({ more: ["a UP 5000"] });
  expect(parseLineageSearch({ level: "COLUMN", limit: 300 }).limit).toBe(300);
});

test("of another start, or at the other level, nothing is opened or closed yet", () => {
  const before = { of: ["a"], at: "7", more: ["a UP"], rows: { a: "x" }, limit: 1_200 as const };
  expect(JSON.parse(JSON.stringify(changed(before, { of: ["b"] })))).toEqual({ of: ["b"], at: "7" });
  expect(changed(before, { level: undefined }).more).toBeUndefined();
  expect(changed(before, { node: "a" })).toEqual({ ...before, node: "a" });
});
