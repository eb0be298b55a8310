import { describe, expect, test } from "vitest";
import { emptyColumn, move, moveTo, problemsOf } from "./columns";
import { arranged, type Draft, type Fetched, inputOf, isRearranged, newDraft, withFetched } from "./drafts";
import { cells, isTabular, names, pasted } from "./paste";

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
    expect(isRearranged(draft)).toBe(false);
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
    expect(isRearranged(changed)).toBe(false);
  });

  test("another key is told of every column", () => {
    const changed = edited((columns) => columns.map((c) => ({ ...c, primaryKey: c.path !== "ID" })));
    expect(inputOf(changed).columns).toEqual([
      { path: ["ID"], primaryKey: null },
      { path: ["NAME"], primaryKey: 1 },
      { path: ["a.b"], primaryKey: 2 },
    ]);
  });

  test("removed and moved columns are told over the saved ones", () => {
    const changed = edited(([id, , date]) => (id && date ? [date, id] : []));
    expect(isRearranged(changed)).toBe(true);
    const saved = FETCHED.columns.map(({ path }, at) => ({ id: `c${at}`, path }));
    expect(arranged(changed, saved)).toEqual([
      { path: ["a.b"], id: "c2" },
      { path: ["ID"], id: "c0" },
    ]);
  });

  test("by hand every column is told, and the kind", () => {
    const manual = {
      ...newDraft(" revenue ", undefined),
      columns: [emptyColumn({ path: "id", dataType: "int", primaryKey: true })],
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

describe("columns", () => {
  const [a, b, c] = [
    emptyColumn({ path: "a", dataType: "x" }),
    emptyColumn({ path: "b", dataType: "x" }),
    emptyColumn({ path: "c", dataType: "x" }),
  ] as const;
  const order = (columns: { path: string }[]) => columns.map(({ path }) => path).join("");

  test("move together, keep their order and stop at the end", () => {
    expect(order(move([a, b, c], new Set([b.key, c.key]), -1))).toBe("bca");
    expect(order(move([a, b, c], new Set([a.key]), -1))).toBe("abc");
    expect(order(move([a, b, c], new Set([a.key, c.key]), 1))).toBe("bac");
  });

  test("are dropped where another is", () => {
    expect(order(moveTo([a, b, c], a.key, c.key))).toBe("bca");
    expect(order(moveTo([a, b, c], c.key, a.key))).toBe("cab");
    expect(order(moveTo([a, b, c], a.key, "none"))).toBe("abc");
  });

  test("tell what is wrong with them", () => {
    const twice = emptyColumn({ path: "a", dataType: "x" });
    const odd = emptyColumn({ path: "a..b", dataType: "x" });
    const typeless = emptyColumn({ path: "z" });
    const found = problemsOf([a, twice, odd, typeless, emptyColumn()]);
    expect([...found.values()]).toEqual(["twice", "path", "type"]);
  });
});

describe("a spreadsheet", () => {
  test("in the order of the grid", () => {
    expect(pasted("id\tint\tno\tyes\tKey\r\nname\ttext\tyes\t\tWho\n")).toMatchObject([
      { path: "id", dataType: "int", nullable: false, primaryKey: true, description: "Key" },
      { path: "name", dataType: "text", nullable: true, primaryKey: false, description: "Who" },
    ]);
  });

  test("by its headings, in any order and in Chinese", () => {
    expect(pasted("说明\t字段名\t类型\t主键\n编号\tid\tint\t是")).toMatchObject([
      { path: "id", dataType: "int", primaryKey: true, nullable: false, description: "编号" },
    ]);
  });

  test("with cells of several lines", () => {
    expect(cells('id\tint\t"one\n""two"""\nx\t')).toEqual([
      ["id", "int", 'one\n"two"'],
      ["x", ""],
    ]);
  });

  test("is told from one cell", () => {
    expect(isTabular("a text")).toBe(false);
    expect(isTabular("a\tb")).toBe(true);
    expect(isTabular("a\nb")).toBe(true);
    expect(isTabular("a\n")).toBe(false);
  });
});

test("several names at once", () => {
  expect(names('orders\ncustomers, orders;\t"Odd, Ones"."Mixed Case"\r\n')).toEqual([
    "orders",
    "customers",
    '"Odd, Ones"."Mixed Case"',
  ]);
});
