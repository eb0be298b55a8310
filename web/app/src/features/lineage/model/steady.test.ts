import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { GraphBuilder } from "./graph";
import { saysTheSame, steadyGraph, steadyMap } from "./steady";

const graphOf = (...edges: Parameters<typeof compactFrom>) =>
  new GraphBuilder("TABLE").addTables(compactFrom(...edges)).build();

test("a map that says the same is the map before", () => {
  const before = new Map([
    ["a", { x: 1, of: ["b"] }],
    ["b", { x: 2, of: [] }],
  ]);
  expect(steadyMap(before, structuredClone(before))).toBe(before);
});

test("what is different is new, and what is not stays the object that it was", () => {
  const before = new Map([
    ["a", { x: 1 }],
    ["b", { x: 2 }],
  ]);
  const after = steadyMap(
    before,
    new Map([
      ["a", { x: 1 }],
      ["b", { x: 3 }],
    ]),
  );
  expect(after).not.toBe(before);
  expect(after.get("a")).toBe(before.get("a"));
  expect(after.get("b")).toEqual({ x: 3 });
});

test("another order, one more and one less are another map of the same values", () => {
  const [a, b] = [{ x: 1 }, { x: 2 }];
  const before = new Map([
    ["a", a],
    ["b", b],
  ]);
  const orders = [["b", "a"], ["a"], ["a", "b", "c"]];
  for (const order of orders) {
    const after = steadyMap(before, new Map(order.map((id) => [id, { x: id.charCodeAt(0) - 96 }])));
    expect([...after.keys()]).toEqual(order);
    expect(after.get("a")).toBe(a);
  }
});

test("a graph told anew is the graph before, and an edge more leaves all tables what they were", () => {
  const before = graphOf("a>b", "b>c", "a>c");
  expect(steadyGraph(before, graphOf("a>b", "b>c", "a>c"))).toBe(before);
  const more = graphOf("a>b", "b>c", ["a>c", "PROPOSED"]);
  const after = steadyGraph(before, more);
  expect(after.tables).toBe(before.tables);
  expect(after.edges.get("a>b")).toBe(before.edges.get("a>b"));
  expect(after.edges.get("a>c")?.status).toBe("PROPOSED");
});

test.each([
  [{ a: 1 }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: undefined }, false],
  [{ a: undefined }, { b: undefined }, false],
  [[1, [2]], [1, [2]], true],
  [[1, 2], [1], false],
  [[], {}, false],
  [{}, [], false],
  [null, {}, false],
  [new Set([1]), new Set([2]), false],
  [Number.NaN, Number.NaN, true],
])("%j and %j: the same is %s", (one, other, same) => {
  expect(saysTheSame(one, other)).toBe(same);
});
