import { describe, expect, test } from "vitest";
import { emptyColumn } from "~/shared/model/columns";
import { type Draft, type Fetched, inputOf, isTaken, isTyped, newDraft, withFetched } from "./drafts";
import { names } from "./names";

const FETCHED: Fetched = {
  id: "fetch-1",
  table: { schema: "HR", name: "EMPLOYEES", kind: "VIEW", rowCount: 6, sourceComment: null },
  columns: [
    { path: ["ID"], dataType: "NUMBER(6)", logicalType: "int", nullable: false, primaryKey: 1, sourceComment: null },
    {
      path: ["NAME"],
      dataType: "VARCHAR2(20)",
      logicalType: "string",
      nullable: true,
      primaryKey: null,
      sourceComment: "Full",
    },
    { path: ["a.b"], dataType: "DATE", logicalType: "date", nullable: true, primaryKey: null, sourceComment: null },
  ],
  warnings: [],
  evidence: { statements: [], sampledDocuments: null, sampleMethod: null, elapsedMs: 1, resolvedFrom: null },
};
const draft = withFetched(newDraft("employees", "source-1"), FETCHED);
const edited = (change: (columns: Draft["columns"]) => Draft["columns"]): Draft => ({
  ...draft,
  columns: change(draft.columns),
});

describe("what is saved of a fetch", () => {
  test("untouched, nothing but the fetch is told", () => {
    expect(inputOf(draft)).toEqual({
      name: "EMPLOYEES",
      schema: "HR",
      description: null,
      fetched: "fetch-1",
      columns: [],
    });
  });

  test("only what differs is told of a column, and added ones whole", () => {
    const changed = edited(([id, name, date]) => [
      ...(id && name && date ? [id, { ...name, description: "Who" }, { ...date, nullable: false }] : []),
      emptyColumn({ path: "extra.part", dataType: "text" }),
      emptyColumn(),
    ]);
    expect(inputOf(changed).columns).toEqual([
      { path: ["NAME"], description: "Who" },
      { path: ["a.b"], nullable: false },
      { path: ["extra", "part"], dataType: "text", nullable: true, primaryKey: null, description: null },
    ]);
    expect(inputOf(changed)).not.toHaveProperty("wholeColumns");
  });

  test("another key is told of the columns whose place changed", () => {
    const changed = edited((columns) => columns.map((c, at) => ({ ...c, primaryKey: at || null })));
    expect(inputOf(changed).columns).toEqual([
      { path: ["ID"], primaryKey: null },
      { path: ["NAME"], primaryKey: 1 },
      { path: ["a.b"], primaryKey: 2 },
    ]);
  });

  test("removed and moved columns are told by the whole list, those that stay by their paths", () => {
    const changed = edited(([id, , date]) => (id && date ? [{ ...date, dataType: "TIMESTAMP" }, id] : []));
    expect(inputOf(changed)).toMatchObject({
      wholeColumns: true,
      columns: [{ path: ["a.b"], dataType: "TIMESTAMP" }, { path: ["ID"] }],
    });
  });

  test("by hand every column is told, and the kind", () => {
    const manual = {
      ...newDraft(" revenue ", undefined),
      columns: [emptyColumn({ path: "id", dataType: "int", primaryKey: 1 })],
    };
    expect(inputOf(manual)).toEqual({
      name: "revenue",
      schema: null,
      description: null,
      kind: "TABLE",
      columns: [{ path: ["id"], dataType: "int", nullable: true, primaryKey: 1, description: null }],
    });
  });
});

test("several names at once", () => {
  expect(names('orders\ncustomers, orders;\t"Odd, Ones"."Mixed Case"\r\n')).toEqual([
    "orders",
    "customers",
    '"Odd, Ones"."Mixed Case"',
  ]);
});

describe("what the catalog has already", () => {
  const taken = { ...draft, taken: { id: "t1", name: "HR.EMPLOYEES" } };

  test("it is not saved a second time, but may be under another name", () => {
    expect(isTaken(taken)).toBe(true);
    expect(isTaken({ ...taken, name: "STAFF" })).toBe(false);
    expect(isTaken({ ...taken, schema: "" })).toBe(false);
    expect(inputOf({ ...taken, name: "STAFF" })).toMatchObject({ name: "STAFF", boundTwice: true });
    expect(inputOf(draft)).not.toHaveProperty("boundTwice");
    expect(isTaken(draft)).toBe(false);
  });

  test("it is saved a second time when both are meant", () => {
    expect(isTaken({ ...taken, both: true })).toBe(false);
    expect(inputOf({ ...taken, both: true })).toMatchObject({ name: draft.name, boundTwice: true });
  });

  test("when another is fetched in its place it is told anew", () => {
    expect(isTaken(withFetched(taken, FETCHED))).toBe(false);
  });
});

test("a draft is typed into when fetching it anew would not bring it back", () => {
  const byHand = newDraft("t", undefined);
  expect([draft, byHand, newDraft("t", "source-1")].map(isTyped)).toEqual([false, false, false]);
  expect(isTyped({ ...draft, description: "x" })).toBe(true);
  expect(isTyped({ ...draft, name: "PEOPLE" })).toBe(true);
  expect(isTyped(edited((columns) => columns.slice(1)))).toBe(true);
  expect(isTyped(edited((columns) => columns.map((one) => ({ ...one, tags: "x" }))))).toBe(true);
  expect(isTyped({ ...byHand, columns: [emptyColumn({ path: "a" })] })).toBe(true);
});
