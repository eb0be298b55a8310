import { expect, test } from "vitest";
import { asOf, depthOf, isFiltered, lineageFilterOf, NO_LINEAGE_FILTER, parseLineageSearch } from "./search";

const known = (raw: Record<string, unknown>) => JSON.parse(JSON.stringify(parseLineageSearch(raw)));

test("what the address says is read, what is no part of it is left out", () => {
  const search = {
    of: ["t1"],
    direction: "UPSTREAM",
    depth: "all",
    level: "COLUMN",
    status: ["REJECTED"],
    origin: ["SQL"],
    source: ["s1"],
    kind: ["VIEW"],
    confidence: 0.5,
    at: "2026-11-30T12:00:00Z",
    since: "12",
    node: "t1",
    edge: "e1",
    panel: "impact",
    from: "t1",
    to: "t2",
    filterFrom: "order",
    filterTo: "id",
  };
  expect(known({ ...search, other: 1 })).toEqual(search);
  expect(known({ of: "t1", depth: 5, since: 12 })).toEqual({ of: ["t1"], depth: 5, since: "12" });
});

test("what nobody can mean is not believed", () => {
  const nonsense = { direction: "BOTH", depth: 6, level: "TABLE", confidence: 2, at: "soon", panel: "x", status: "?" };
  expect(known(nonsense)).toEqual({});
  expect(known({ depth: 3 })).toEqual({});
});

test("the server is asked in its own words", () => {
  expect(lineageFilterOf({ of: ["t1"], status: ["REJECTED"], source: ["s1"], confidence: 0.5 })).toEqual({
    statuses: ["REJECTED"],
    sourceIds: ["s1"],
    minConfidence: 0.5,
  });
  expect(depthOf({})).toBe(3);
  expect(depthOf({ depth: "all" })).toBeNull();
  expect(asOf(undefined)).toBeNull();
  expect(asOf("12")).toEqual({ seq: 12 });
  expect(asOf("2026-11-30T12:00:00Z")).toEqual({ at: "2026-11-30T12:00:00Z" });
  expect(isFiltered({ of: ["t1"], depth: 1 })).toBe(false);
  const filtered = { kind: ["VIEW" as const] };
  expect(isFiltered(filtered)).toBe(true);
  expect(isFiltered({ ...filtered, ...NO_LINEAGE_FILTER })).toBe(false);
});
