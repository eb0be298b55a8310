import { describe, expect, test } from "vitest";
import type { Entry } from "./diff";
import {
  acceptedIds,
  asShown,
  differingMembers,
  keysBeside,
  reviewOf,
  unknownToSource,
  withTicks,
  withTypes,
} from "./review";

const entry = (id: string, kind: Entry["kind"], rest: Partial<Entry> = {}): Entry => ({
  id,
  kind,
  columnId: null,
  path: null,
  field: null,
  stored: null,
  observed: null,
  overridden: null,
  lineageEdges: null,
  ...rest,
});
const all = (entries: readonly Entry[]) => new Set(entries.map(({ id }) => id));
const ids = (entries: readonly Entry[]) => entries.map(({ id }) => id).join(" ");

describe("a fetch", () => {
  const comment = entry("comment", "CHANGED", { observed: "theirs", overridden: "mine" });
  const kind = entry("kind", "CHANGED", { observed: "TABLE", overridden: "TABLE" });
  const empty = entry("properties", "CHANGED", { stored: {}, observed: null });
  const type = entry("type", "CHANGED", { stored: "int", observed: "text" });
  const added = entry("added/a", "ADDED", { path: ["a"], columnId: "a", overridden: "int" });
  const entries = [comment, kind, empty, type, added];

  test("offers what accepting changes, and tells what stands all the same", () => {
    const { offered, overruled, silent } = reviewOf(entries, all(entries));
    expect([ids(offered), ids(overruled), ids(silent)]).toEqual(["type added/a", "comment", "kind properties"]);
  });

  test("is accepted whole, or in part with what is nothing to decide on", () => {
    expect(acceptedIds(entries, all([type, added]))).toBeNull();
    expect(acceptedIds(entries, all([type]))).toEqual(["comment", "kind", "properties", "type"]);
  });
});

test("what a rename stands for is offered only while the rename is not accepted", () => {
  const rename = entry("renamed/b", "RENAMED", { path: ["b"], columnId: "c1", stored: "a", observed: "b" });
  const added = entry("added/b", "ADDED", { path: ["b"] });
  const removed = entry("removed/a", "REMOVED", { path: ["a"], columnId: "c1" });
  const other = entry("removed/z", "REMOVED", { path: ["z"], columnId: "c2" });
  const entries = [rename, added, removed, other];
  expect(ids(reviewOf(entries, all(entries)).offered)).toBe("renamed/b removed/z");
  expect(ids(reviewOf(entries, all([added])).offered)).toBe("renamed/b added/b removed/a removed/z");
  expect(acceptedIds(entries, all([rename]))).toEqual(["renamed/b", "added/b", "removed/a"]);
});

test("who leaves a rename leaves what it stands for, which can be taken by itself", () => {
  const rename = entry("renamed/b", "RENAMED", { path: ["b"], columnId: "c1", stored: "a", observed: "b" });
  const added = entry("added/b", "ADDED", { path: ["b"] });
  const removed = entry("removed/a", "REMOVED", { path: ["a"], columnId: "c1" });
  const other = entry("removed/z", "REMOVED", { path: ["z"], columnId: "c2" });
  const entries = [rename, added, removed, other];
  const left = withTicks(entries, all(entries), ["renamed/b"], false);
  expect([...left]).toEqual(["removed/z"]);
  expect(acceptedIds(entries, left)).toEqual(["removed/z"]);
  const one = withTicks(entries, left, ["added/b"], true);
  expect(acceptedIds(entries, one)).toEqual(["added/b", "removed/z"]);
  // All at once too; what was taken by itself stays when the rename is not in force.
  expect([...withTicks(entries, all(entries), ["renamed/b", "removed/z"], false)]).toEqual([]);
  expect([...withTicks(entries, one, ["renamed/b"], false)]).toEqual(["removed/z", "added/b"]);
  expect(acceptedIds(entries, withTicks(entries, left, ["renamed/b"], true))).toBeNull();
});

test("columns that were written by hand and that the source lacks are found", () => {
  const column = (id: string, origin: string) => ({ id, path: [id], origin });
  const columns = [column("a", "MANUAL"), column("b", "MANUAL"), column("c", "INTROSPECTED")];
  expect(unknownToSource(columns, [entry("added/a", "ADDED", { columnId: "a" })]).map(({ id }) => id)).toEqual(["b"]);
});

test("keys and properties are compared part by part", () => {
  const primary = { kind: "PRIMARY", name: "PK", columns: ["a"] };
  const unique = { kind: "UNIQUE", name: "U", columns: ["b"] };
  expect(keysBeside([primary, unique], [primary])).toEqual([unique]);
  expect(keysBeside(null, [primary])).toEqual([]);
  expect(differingMembers({ same: 1, gone: true, other: "x" }, { same: 1, other: "y", nothing: null })).toEqual([
    { name: "gone", old: true, now: undefined },
    { name: "other", old: "x", now: "y" },
  ]);
});

test("a kind that a table is shown as is no difference", () => {
  const kind = entry("kind", "CHANGED", { field: "kind", observed: "TABLE" });
  const offered = (shown: string | undefined) => reviewOf(asShown([kind], shown), all([kind])).offered.length;
  expect([offered("TABLE"), offered("VIEW"), offered(undefined)]).toEqual([0, 1, 1]);
});

describe("a column that was renamed", () => {
  const renamed = entry("renamed", "RENAMED", { columnId: "c1", path: ["A"], stored: "a", observed: "A" });
  const entries = [renamed, entry("added", "ADDED", { path: ["A"], observed: "VARCHAR2(40 BYTE)" })];
  const column = { id: "c1", dataType: "VARCHAR2(40)", origin: "INTROSPECTED", overridden: [] as string[] };
  const typeOf = (columns: (typeof column)[]) => withTypes(entries, columns)[0]?.type;

  test("tells its type where that is another, and whether what people wrote stands", () => {
    const types = { was: "VARCHAR2(40)", is: "VARCHAR2(40 BYTE)" };
    expect(typeOf([column])).toEqual({ ...types, stands: false });
    expect(typeOf([{ ...column, origin: "MANUAL" }])).toEqual({ ...types, stands: true });
    expect(typeOf([{ ...column, overridden: ["dataType"] }])).toEqual({ ...types, stands: true });
  });

  test("tells no type that is the same, and none of a column that is not known", () => {
    expect(typeOf([{ ...column, dataType: "VARCHAR2(40 BYTE)" }])).toBeUndefined();
    expect(typeOf([])).toBeUndefined();
  });
});
