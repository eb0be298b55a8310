import { expect, test } from "vitest";
import { nameOf, tally } from "./affected";

test("values are counted, the most frequent first, then by name", () => {
  expect(tally(["b", "a", null, "b", "c", null, "b"])).toEqual([
    { value: "b", count: 3 },
    { value: null, count: 2 },
    { value: "a", count: 1 },
    { value: "c", count: 1 },
  ]);
  expect(tally([])).toEqual([]);
});

test("a column is told with its table", () => {
  const table = { qualifiedName: "shop.orders" };
  expect(nameOf({ table, column: null })).toBe("shop.orders");
  expect(nameOf({ table, column: { name: "items.sku" } })).toBe("shop.orders · items.sku");
});
