import { describe, expect, test } from "vitest";
import type { Listed } from "../api/list";
import { matching, sidesOf } from "./listed";

const node = (id: string, upDepth: number | null, downDepth: number | null, more: Partial<Listed["table"]> = {}) => ({
  id,
  level: "TABLE" as const,
  depth: Math.min(upDepth ?? 99, downDepth ?? 99),
  upDepth,
  downDepth,
  table: { id, qualifiedName: id, kind: "TABLE" as const, owner: null, source: null, ...more },
  column: null,
});
const edge = (from: string, to: string) => ({
  id: `${from}-${to}`,
  from,
  to,
  status: "APPROVED" as const,
  origins: ["MANUAL" as const],
  derived: false,
});
const START = node("start", 0, 0);

describe("the two sides", () => {
  test("are by distance, then by name, and without the start", () => {
    const nodes = [START, node("z", 1, null), node("far", 2, null), node("a", 1, null), node("down", null, 1)];
    const { upstream, downstream } = sidesOf(nodes, []);
    expect(upstream.map(({ node: { id } }) => id)).toEqual(["a", "z", "far"]);
    expect(downstream.map(({ node: { id }, depth }) => [id, depth])).toEqual([["down", 1]]);
  });

  test("hold the edge of what is next to the start, each its own", () => {
    const nodes = [START, node("both", 1, 2), node("up", 1, null)];
    const { upstream, downstream } = sidesOf(nodes, [edge("both", "start"), edge("up", "start"), edge("x", "both")]);
    expect(upstream.map(({ edge: beside }) => beside?.id)).toEqual(["both-start", "up-start"]);
    expect(downstream.map(({ edge: beside }) => beside?.id)).toEqual([undefined]);
  });

  test("a cycle is on both sides with both edges", () => {
    const { upstream, downstream } = sidesOf([START, node("b", 1, 1)], [edge("b", "start"), edge("start", "b")]);
    expect(upstream[0]?.edge?.id).toBe("b-start");
    expect(downstream[0]?.edge?.id).toBe("start-b");
  });

  test("several starts are all left out", () => {
    const other = { ...START, id: "start2" };
    const { upstream } = sidesOf([START, other, node("a", 1, null)], [edge("a", "start2")]);
    expect(upstream.map(({ node: { id }, edge: beside }) => [id, beside?.to])).toEqual([["a", "start2"]]);
  });
});

describe("the filter", () => {
  const rows = sidesOf(
    [
      START,
      node("shop.orders", 1, null, { owner: "Maria", kind: "VIEW" }),
      node("crm.people", 1, null, { source: { id: "s", name: "Mongo" } }),
    ],
    [],
  ).upstream;
  test.each([
    ["", 2],
    ["orders", 1],
    ["MARIA", 1],
    ["view shop", 1],
    ["mongo", 1],
    ["mongo orders", 0],
  ])("%j leaves %i", (text, count) => {
    expect(matching(rows, text)).toHaveLength(count);
  });
});
