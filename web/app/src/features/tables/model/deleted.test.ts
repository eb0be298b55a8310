import { expect, test } from "vitest";
import { cameBack, deletions, endsTables, goneOf, named } from "./deleted";

const change = (
  name: string,
  kind: "TABLE" | "COLUMN" | "SOURCE",
  operation: "DELETED" | "UPDATED" | "CREATED" = "DELETED",
) => ({
  entityId: name,
  kind,
  name,
  operation,
});
const changeset = (
  nodes: ReturnType<typeof change>[],
  undoneBy: { id: string } | null = null,
  value = nodes.length,
) => ({
  id: "c",
  seq: 7,
  at: "2026-11-30T12:00:00Z",
  actor: { name: "Ada" },
  undoneBy,
  changes: { nodes, totalCount: { value, exact: true } },
});
const NONE = new Map<string, number>();

test("tables that were deleted and not brought back", () => {
  const gone = changeset([change("hr.a", "TABLE"), change("b", "TABLE", "UPDATED"), change("x", "COLUMN")]);
  expect(deletions([gone, changeset([change("c", "TABLE")], { id: "d" })], NONE, "")).toEqual([
    {
      id: "c",
      seq: 7,
      at: "2026-11-30T12:00:00Z",
      by: "Ada",
      tables: [{ id: "hr.a", name: "hr.a" }],
      gone: 1,
      more: false,
      apart: false,
    },
  ]);
});

test("narrowed by a text; what is not told of a large deletion is said", () => {
  const large = changeset([change("hr.A", "TABLE"), change("b", "TABLE")], null, 500);
  expect(deletions([large], NONE, "hr.a")).toMatchObject([{ tables: [{ name: "hr.A" }], gone: 2, more: true }]);
  expect(deletions([large], NONE, "none")).toEqual([]);
});

test("what came back alone leaves its set, and the last of a set the list", () => {
  const set = changeset([change("a", "TABLE"), change("b", "TABLE")]);
  const back = cameBack([{ seq: 8, changes: [change("a", "TABLE", "CREATED"), change("b", "COLUMN", "CREATED")] }]);
  expect(deletions([set], back, "")).toMatchObject([{ tables: [{ id: "b" }], apart: true }]);
  expect(goneOf(set.changes.nodes, 7, back)).toEqual([{ id: "b", name: "b" }]);
  expect(deletions([set], new Map([...back, ["b", 9]]), "")).toEqual([]);
  const large = { ...set, changes: { ...set.changes, totalCount: { value: 900, exact: true } } };
  expect(deletions([large], new Map([...back, ["b", 9]]), "")).toMatchObject([{ tables: [], more: true }]);
});

test("what came back before it was deleted anew is gone, however its undos are ordered", () => {
  const back = cameBack([
    { seq: 6, changes: [change("a", "TABLE", "CREATED")] },
    { seq: 5, changes: [change("a", "TABLE", "CREATED")] },
  ]);
  expect(back.get("a")).toBe(6);
  expect(deletions([changeset([change("a", "TABLE")])], back, "")).toHaveLength(1);
});

test("tables end where their columns begin", () => {
  const part = (nodes: ReturnType<typeof change>[], hasNextPage: boolean) =>
    endsTables({ nodes, pageInfo: { hasNextPage } });
  expect(part([change("a", "TABLE")], true)).toBe(false);
  expect(part([change("a", "SOURCE")], true)).toBe(false);
  expect(part([change("a", "TABLE"), change("x", "COLUMN")], true)).toBe(true);
  expect(part([change("a", "TABLE")], false)).toBe(true);
  expect(named([{ id: "1", name: "HR.a" }], " hr ")).toHaveLength(1);
});
