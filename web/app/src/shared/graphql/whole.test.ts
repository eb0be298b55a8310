import { expect, test } from "vitest";
import { wholeOf, withAllColumns } from "./whole";

test("a list is read to its end", async () => {
  const asked: (string | null)[] = [];
  const all = await wholeOf(async (after) => {
    asked.push(after);
    const at = Number(after ?? 0);
    return { nodes: [at], pageInfo: { hasNextPage: at < 2, endCursor: String(at + 1) } };
  });
  expect(all).toEqual([0, 1, 2]);
  expect(asked).toEqual([null, "1", "2"]);
});

test("what is gone, or goes on without a place to go on from, ends", async () => {
  expect(await wholeOf(async () => null)).toEqual([]);
  const stuck = { nodes: ["a"], pageInfo: { hasNextPage: true, endCursor: null } };
  expect(await wholeOf(async () => stuck)).toEqual(["a"]);
});

test("a table has the columns of all pages, and none is none", async () => {
  const page = async (after: string | null) => ({
    name: after ?? "first",
    columns: { nodes: [after ?? "0"], pageInfo: { hasNextPage: after === null, endCursor: "1" } },
  });
  expect(await withAllColumns(page)).toMatchObject({ name: "first", columns: { nodes: ["0", "1"] } });
  expect(await withAllColumns(async () => null)).toBeNull();
});
