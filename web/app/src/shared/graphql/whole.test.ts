import { expect, test } from "vitest";
import { wholeOf } from "./whole";

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
