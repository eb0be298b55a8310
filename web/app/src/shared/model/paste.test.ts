import { describe, expect, test } from "vitest";
import { cells, isTabular, pasted } from "./paste";

describe("a spreadsheet", () => {
  test("in the order of the grid", () => {
    expect(pasted("id\tint\tno\tyes\tKey\r\nname\ttext\tyes\t\tWho\n").columns).toMatchObject([
      { path: "id", dataType: "int", nullable: false, primaryKey: 1, description: "Key" },
      { path: "name", dataType: "text", nullable: true, primaryKey: null, description: "Who" },
    ]);
  });

  test("by its headings, in any order and in Chinese", () => {
    expect(pasted("说明\t字段名\t类型\t主键\n编号\tid\tint\t是").columns).toMatchObject([
      { path: "id", dataType: "int", primaryKey: 1, nullable: false, description: "编号" },
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

test("what says yes in one column says nothing in the other", () => {
  const { columns, unclear } = pasted("name\ttype\tkey\tnullable\nid\tint\tPRI\tNO\nx\tint\tNULL\tNULL");
  expect(columns.map(({ primaryKey, nullable }) => [primaryKey, nullable])).toEqual([
    [1, false],
    [null, true],
  ]);
  expect(unclear).toEqual([]);
});

test("what says neither yes nor no is told, and taken as if nothing were said", () => {
  const { columns, unclear } = pasted("name\ttype\tkey\tnullable\nid\tint\tyes\tmaybe\nx\tint\t?\tmaybe\ny\tint\t\tno");
  expect(unclear).toEqual(["maybe", "?"]);
  expect(columns.map(({ primaryKey, nullable }) => [primaryKey, nullable])).toEqual([
    [1, false],
    [null, true],
    [null, false],
  ]);
});
