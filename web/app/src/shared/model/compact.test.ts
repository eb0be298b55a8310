import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { edgesOf, nodesOf } from "./compact";

test("parallel arrays become nodes, and edges with the ids of their ends", () => {
  const walk = compactFrom(["a.x>b.y", "REJECTED", ["SQL"]]);
  expect([...nodesOf(walk)].map(({ id, table }) => [id, table])).toEqual([
    ["a.x", "a"],
    ["b.y", "b"],
  ]);
  expect([...edgesOf(walk)]).toEqual([
    { id: "a.x>b.y", from: "a.x", to: "b.y", status: "REJECTED", origins: ["SQL"], derived: false },
  ]);
});
