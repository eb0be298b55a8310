import { expect, test } from "vitest";
import { edgesOf } from "./existing";
import { parseMappingSearch } from "./search";

test("parallel arrays become edges with the ids of their ends", () => {
  const compact = {
    nodes: { id: ["a", "b", "c"] },
    edges: { id: ["e1", "e2"], from: [0, 2], to: [1, 0], status: ["APPROVED", "REJECTED"], origins: [["SQL"], []] },
  };
  expect(edgesOf(compact)).toEqual([
    { id: "e1", from: "a", to: "b", status: "APPROVED", origins: ["SQL"] },
    { id: "e2", from: "c", to: "a", status: "REJECTED", origins: [] },
  ]);
});

test("an address says the two tables", () => {
  expect(parseMappingSearch({ from: "t1", to: ["t2"], other: 1 })).toEqual({ from: "t1", to: undefined });
});
