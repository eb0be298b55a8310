import { describe, expect, test } from "vitest";
import { exportAddress, scopesOf } from "./export";
import { refusalOf, sizeText } from "./file";
import { fixOf, NO_FIXES, openSuggestions, withFix, withSuggestions } from "./fixes";
import { FIELDS, fieldChoices, unknownHeaders } from "./headers";
import { linesOf } from "./lines";
import { pointOf } from "./point";
import { counted, filtered, inOrder, isMendable, type Problem, suggestionFor } from "./problems";
import { parseImportSearch } from "./search";

const problem = (given: Partial<Problem> = {}): Problem => ({
  severity: "ERROR",
  sheet: "Tables",
  row: 2,
  column: "kind",
  code: "INVALID",
  message: "No kind",
  value: "TABEL",
  suggestion: "TABLE",
  ...given,
});

describe("fixes", () => {
  test("a value that is typed stands at its cell until it is what was there", () => {
    const typed = withFix(NO_FIXES, problem(), "VIEW");
    expect([...typed.values()]).toEqual([{ sheet: "Tables", row: 2, column: "kind", value: "VIEW" }]);
    expect(fixOf(typed, problem())).toBe("VIEW");
    expect(fixOf(typed, problem({ row: 3 }))).toBeUndefined();
    expect(withFix(typed, problem(), "TABEL").size).toBe(0);
    expect(withFix(typed, problem(), undefined).size).toBe(0);
  });

  test("an emptied cell is an empty cell, also where nothing stood", () => {
    expect([...withFix(NO_FIXES, problem(), "").values()][0]?.value).toBeNull();
    expect(withFix(NO_FIXES, problem({ value: null }), "").size).toBe(1);
  });

  test("what is told of no cell cannot be mended", () => {
    expect(withFix(NO_FIXES, problem({ row: null }), "x")).toBe(NO_FIXES);
    expect(isMendable(problem({ column: null }))).toBe(false);
    expect(isMendable(problem({ code: "UNKNOWN_COLUMN", value: "kind" }))).toBe(false);
    expect(isMendable(problem({ code: "UNKNOWN_COLUMN", column: "fromColumn", value: "id" }))).toBe(true);
  });

  test("suggestions are taken where nothing was typed, once for each cell, and none that is a place", () => {
    const problems = [
      problem(),
      problem({ code: "OTHER" }),
      problem({ row: 3 }),
      problem({ row: 4, code: "DUPLICATE", suggestion: "row 2" }),
      problem({ row: 5, suggestion: null }),
    ];
    expect(openSuggestions(NO_FIXES, problems)).toBe(2);
    const typed = withFix(NO_FIXES, problem({ row: 3 }), "VIEW");
    const all = withSuggestions(typed, problems);
    expect([...all.values()].map(({ row, value }) => [row, value])).toEqual([
      [3, "VIEW"],
      [2, "TABLE"],
    ]);
    expect(openSuggestions(all, problems)).toBe(0);
    expect(suggestionFor(problem({ code: "REPEATED" }))).toBeUndefined();
  });

  test("a text that is told in part is nothing to start from", () => {
    const long = problem({ value: `${"x".repeat(200)}…` });
    expect(withFix(NO_FIXES, long, `${"x".repeat(200)}…`).size).toBe(1);
  });
});

test("problems are filtered and counted", () => {
  const problems = [problem(), problem({ severity: "WARNING" }), problem({ sheet: "Columns", code: "REQUIRED" })];
  expect(filtered(problems, { severity: "WARNING" })).toHaveLength(1);
  expect(filtered(problems, { sheet: "Tables", code: "INVALID" })).toHaveLength(2);
  expect(filtered(problems, {})).toHaveLength(3);
  expect(counted(problems, "sheet")).toEqual([
    { value: "Tables", count: 2 },
    { value: "Columns", count: 1 },
  ]);
  expect(counted([problem({ sheet: null })], "sheet")).toEqual([]);
});

test("problems are told in the order of the file", () => {
  const rows = [
    problem({ row: 4 }),
    problem({ sheet: "Columns", row: 2 }),
    problem({ row: 3, severity: "INFO" }),
    problem({ row: 3 }),
    problem({ row: null }),
  ];
  expect(inOrder(rows).map(({ sheet, row, severity }) => [sheet, row, severity])).toEqual([
    ["Tables", null, "ERROR"],
    ["Tables", 3, "ERROR"],
    ["Tables", 3, "INFO"],
    ["Tables", 4, "ERROR"],
    ["Columns", 2, "ERROR"],
  ]);
});

test("headers that mean nothing can be chosen a meaning, each field once", () => {
  const unknown = problem({ code: "UNKNOWN_COLUMN", row: 1, column: "Objekt", value: "Objekt", suggestion: null });
  expect(unknownHeaders([problem(), unknown])).toEqual([
    { sheet: "Tables", row: 1, header: "Objekt", suggestion: undefined },
  ]);
  const fields = fieldChoices((kind) => kind).flatMap(({ items }) => items.map(({ value }) => value));
  expect(new Set(fields).size).toBe(fields.length);
  expect(new Set(fields)).toEqual(new Set(Object.values(FIELDS).flat()));
});

test("files that cannot be read are not sent", () => {
  expect(refusalOf({ name: "Catalog.XLSX", size: 10 })).toBeUndefined();
  expect(refusalOf({ name: "tables.csv.zip", size: 10 })).toBeUndefined();
  expect(refusalOf({ name: "old.xls", size: 10 })).toBe("xls");
  expect(refusalOf({ name: "photo.png", size: 10 })).toBe("ending");
  expect(refusalOf({ name: "csv", size: 10 })).toBe("ending");
  expect(refusalOf({ name: "a.csv", size: 0 })).toBe("empty");
  expect(sizeText(999, "en")).toBe("999 B");
  expect(sizeText(1_234_000_000, "en")).toBe("1.2 GB");
});

describe("an export", () => {
  const ids = { tables: ["t1", "t2"] };
  test("offers the closest scope first", () => {
    expect(scopesOf({})).toEqual(["all"]);
    expect(scopesOf({ filter: { sourceId: "s1" } })).toEqual(["source", "all"]);
    expect(scopesOf({ ...ids, filter: { text: "x", sourceId: "s1" } })).toEqual([
      "tables",
      "filtered",
      "source",
      "all",
    ]);
  });

  test("has an address that says its scope alone", () => {
    const filter = {
      text: "a b",
      sourceId: "s1",
      kinds: ["VIEW" as const],
      tags: ["x", "y"],
      owner: "Ada",
      hasLineage: false,
    };
    expect(exportAddress("xlsx", "all", { ...ids, filter })).toBe("/export/catalog.xlsx");
    expect(exportAddress("json", "tables", { ...ids, filter })).toBe("/export/catalog.json?tableIds=t1%2Ct2");
    expect(exportAddress("yaml", "source", { filter })).toBe("/export/catalog.yaml?sourceId=s1");
    expect(exportAddress("csv.zip", "filtered", { filter })).toBe(
      "/export/catalog.csv.zip?sourceId=s1&text=a+b&kinds=VIEW&tags=x%2Cy&owner=Ada&hasLineage=false",
    );
    expect(exportAddress("json", "filtered", { filter: { bound: false } })).toBe("/export/catalog.json?bound=false");
  });

  test("goes around in lineage, to the ends too, and as of a point of history", () => {
    const lineage = { of: ["t1"], direction: "BOTH" as const, depth: 2 };
    expect(exportAddress("xlsx", "lineage", { lineage }, "12")).toBe(
      "/export/catalog.xlsx?lineageOf=t1&direction=BOTH&depth=2&seq=12",
    );
    expect(exportAddress("xlsx", "lineage", { lineage: { ...lineage, depth: null } }, "2026-01-31T00:00:00.000Z")).toBe(
      "/export/catalog.xlsx?lineageOf=t1&direction=BOTH&at=2026-01-31T00%3A00%3A00.000Z",
    );
  });

  test("takes along what fetches found out where it is asked for", () => {
    expect(exportAddress("json", "all", {}, undefined, true)).toBe("/export/catalog.json?fetched=true");
    expect(exportAddress("yaml", "tables", ids, "12", true)).toBe(
      "/export/catalog.yaml?tableIds=t1%2Ct2&fetched=true&seq=12",
    );
  });

  test("takes a changeset, a day or a time", () => {
    expect(pointOf("#12")).toBe("12");
    expect(pointOf("2026-01-31T18:00:00Z")).toBe("2026-01-31T18:00:00.000Z");
    expect(pointOf("2026-01-31")).toBe(new Date("2026-01-31T23:59:59.999").toISOString());
    expect(pointOf(" 2026-01-31 18:00 ")).toBe(new Date("2026-01-31T18:00").toISOString());
    for (const none of ["", "yesterday", "2026-13-01", "May 3 2001"]) expect(pointOf(none)).toBeUndefined();
  });
});

test("changes are listed with the fields that differ below them", () => {
  const change = {
    entityId: "t1",
    kind: "TABLE",
    name: "orders",
    operation: "UPDATED" as const,
    fields: [
      { field: "owner", old: null, new: "Ada" },
      { field: "name", old: "orders", new: "orders" },
      { field: "source", old: null, new: "01a22e0d-3083-7666-9ca6-cb3d8671e1b9" },
    ],
  };
  const id = "01a22e0d-3083-7666-9ca6-cb3d8671e1b9";
  const edge = { ...change, kind: "EDGE", entityId: "e1", fields: [{ field: "from", old: null, new: id }] };
  expect(linesOf([change, edge], [{ id, name: "shop" }]).map(({ difference }) => difference)).toEqual([
    undefined,
    { path: ["owner"], old: null, now: "Ada" },
    { path: ["source"], old: null, now: "shop" },
    undefined,
  ]);
  const column = { ...change, kind: "COLUMN", entityId: "c1", tableId: "t1", fields: [] };
  expect(linesOf([change, column]).at(-1)?.table).toBe("orders");
  expect(linesOf([change])[2]?.difference?.now).toBe(id);
});

test("an address that anybody typed is read as far as it makes sense", () => {
  expect(parseImportSearch({ job: "j", tab: "x", severity: "ERROR", sheet: 1, export: "no" })).toEqual({
    job: "j",
    severity: "ERROR",
    sheet: "1",
  });
});
