import { expect, test } from "vitest";
import { deletions } from "./deleted";

const change = (name: string, kind: "TABLE" | "COLUMN", operation: "DELETED" | "UPDATED" = "DELETED") => ({
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

test("tables that were deleted and not brought back", () => {
  const gone = changeset([change("hr.a", "TABLE"), change("b", "TABLE", "UPDATED"), change("x", "COLUMN")]);
  expect(deletions([gone, changeset([change("c", "TABLE")], { id: "d" })], "")).toEqual([
    { id: "c", seq: 7, at: "2026-11-30T12:00:00Z", by: "Ada", tables: [{ id: "hr.a", name: "hr.a" }], more: false },
  ]);
});

test("narrowed by a text; what is not told of a large deletion is said", () => {
  const large = changeset([change("hr.A", "TABLE"), change("b", "TABLE")], null, 500);
  expect(deletions([large], "hr.a")).toMatchObject([{ tables: [{ name: "hr.A" }], more: true }]);
  expect(deletions([large], "none")).toEqual([]);
});
