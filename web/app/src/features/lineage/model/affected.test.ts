import { expect, test } from "vitest";
import type { Affected } from "../api/impact";
import { nameOf, rowsOf, tally } from "./affected";

test("values are counted, the most frequent first, then by name", () => {
  expect(tally(["b", "a", null, "b", "c", null, "b"])).toEqual([
    { value: "b", count: 3 },
    { value: null, count: 2 },
    { value: "a", count: 1 },
    { value: "c", count: 1 },
  ]);
  expect(tally([])).toEqual([]);
});

const table = {
  id: "t1",
  qualifiedName: "shop.orders",
  kind: "TABLE" as const,
  owner: null,
  tags: ["a", "b"],
  source: { id: "s1", name: "shop" },
};
const node = (column: { id: string; name: string } | null): Affected => ({
  id: column?.id ?? table.id,
  level: column ? "COLUMN" : "TABLE",
  depth: 2,
  table,
  column,
});

test("a column is told with its table", () => {
  expect(nameOf(node(null))).toBe("shop.orders");
  expect(nameOf(node({ id: "c1", name: "items.sku" }))).toBe("shop.orders · items.sku");
});

test("the file has a row of as many cells for each", () => {
  const rows = rowsOf([node(null), node({ id: "c1", name: "sku" })], {
    heading: (name) => `the ${name}`,
    level: (level) => `of ${level}`,
    kind: (kind) => `a ${kind}`,
  });
  expect(rows).toHaveLength(3);
  expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([9]));
  expect(rows[1]).toEqual(["2", "of TABLE", "shop.orders", "", "a TABLE", "shop", "", "a, b", "t1"]);
  expect(rows[0]?.[0]).toBe("the distance");
  expect(rows[2]?.[3]).toBe("sku");
});
