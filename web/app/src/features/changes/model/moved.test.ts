import { expect, test } from "vitest";
import { withoutMoves } from "./moved";

const column = (
  name: string,
  fields: string[],
  tableId: string | null = "t",
  operation: "UPDATED" | "DELETED" = "UPDATED",
) => ({
  kind: "COLUMN" as const,
  operation,
  name,
  tableId,
  fields: fields.map((field) => ({ field })),
});

test("columns that only made room are told by table", () => {
  const gone = column("status", ["ordinal"], "t", "DELETED");
  const typed = column("id", ["type", "ordinal"]);
  const lost = column("x", ["ordinal"], null);
  const changes = [
    gone,
    column("a", ["ordinal"]),
    typed,
    column("b", ["ordinal"]),
    column("c", ["ordinal"], "u"),
    lost,
  ];
  const { told, moved } = withoutMoves(changes);
  expect(told).toEqual([gone, typed, lost]);
  expect([...moved]).toEqual([
    ["t", ["a", "b"]],
    ["u", ["c"]],
  ]);
});

test("a table is no column, and a column of which nothing is known stays", () => {
  const changes = [{ ...column("t", ["ordinal"]), kind: "TABLE" as const }, column("a", [])];
  expect(withoutMoves(changes).told).toEqual(changes);
});
