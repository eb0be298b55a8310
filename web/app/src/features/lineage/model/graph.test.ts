import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { buildGraph, type Told } from "./build";
import { inCycles } from "./cycles";
import { around, sideKey, withoutCollapsed } from "./expand";
import { GraphBuilder, lookOf, neighboursOf } from "./graph";
import { pathAlong, pathThrough } from "./highlight";
import { mappedFrom } from "./mapped";

const tables = (...edges: Parameters<typeof compactFrom>) =>
  new GraphBuilder("TABLE").addTables(compactFrom(...edges)).build();
const names = (set: ReadonlySet<string> | ReadonlyMap<string, unknown>) => [...set.keys()].sort();

test("several walks are one graph, with everything once", () => {
  const graph = new GraphBuilder("TABLE")
    .addTables(compactFrom("a>b", "b>c"))
    .addTables(compactFrom("b>c", "c>d"))
    .build();
  expect(names(graph.tables)).toEqual(["a", "b", "c", "d"]);
  expect(names(graph.edges)).toEqual(["a>b", "b>c", "c>d"]);
});

test("people's edges are told from those that a machine claims too", () => {
  const graph = tables(
    "a>b",
    ["b>c", "APPROVED", ["MANUAL", "SQL"]],
    ["c>d", "PROPOSED", ["SQL"]],
    ["d>e", "REJECTED"],
  );
  expect([...graph.edges.values()].map(lookOf)).toEqual(["people", "approved", "proposed", "rejected"]);
});

test("columns stand in their tables, and a table without any is not drawn", () => {
  const builder = new GraphBuilder("COLUMN").addTables(compactFrom("a>b", "b>c"));
  const graph = builder.addColumns(compactFrom("a.x>b.x", "a.y>b.x")).build();
  expect(names(graph.tables)).toEqual(["a", "b"]);
  expect(graph.tables.get("a")?.columns.map(({ name }) => name)).toEqual(["x", "y"]);
  expect(graph.edges.get("a.x>b.x")).toMatchObject({ fromTable: "a", toTable: "b" });
});

test("the path through a table goes both ways, and leaves what is beside it", () => {
  const graph = tables("a>b", "b>c", "x>c", "b>d", "a>y");
  const { nodes, edges } = pathThrough(graph, neighboursOf(graph, "ends"), "b");
  expect(names(nodes)).toEqual(["a", "b", "c", "d"]);
  expect(names(edges)).toEqual(["a>b", "b>c", "b>d"]);
});

test("the path through a column is that of the column alone, and lights its tables", () => {
  const builder = new GraphBuilder("COLUMN").addTables(compactFrom("a>b", "b>c"));
  const graph = builder.addColumns(compactFrom("a.x>b.x", "b.x>c.x", "a.y>b.y")).build();
  const ends = neighboursOf(graph, "ends");
  expect(names(pathThrough(graph, ends, "b.x").nodes)).toEqual(["a", "a.x", "b", "b.x", "c", "c.x"]);
  expect(names(pathThrough(graph, ends, "b").edges)).toEqual(["a.x>b.x", "a.y>b.y", "b.x>c.x"]);
});

test("the path along an edge begins before it and ends behind it", () => {
  const graph = tables("a>b", "b>c", "b>d", "x>c");
  const lit = pathAlong(graph, neighboursOf(graph, "ends"), "b>c");
  expect(names(lit.edges)).toEqual(["a>b", "b>c"]);
  expect(names(lit.nodes)).toEqual(["a", "b", "c"]);
});

test("a path through a cycle ends", () => {
  const graph = tables("a>b", "b>c", "c>a", "c>d");
  expect(names(pathThrough(graph, neighboursOf(graph, "ends"), "a").nodes)).toEqual(["a", "b", "c", "d"]);
});

test("cycles are found, loops too, and what leads to them is none", () => {
  const graph = tables("a>b", "b>c", "c>b", "c>d", "e>e", "d>e");
  expect(names(inCycles(graph, neighboursOf(graph, "tables")))).toEqual(["b", "c", "e"]);
});

test("a side that is collapsed hides what is only reached along it", () => {
  const graph = tables("a>b", "b>c", "c>d", "b>e", "a>e");
  const collapsed = new Set([sideKey("b", "DOWN")]);
  const less = withoutCollapsed(graph, neighboursOf(graph, "tables"), ["a"], collapsed);
  expect(names(less.tables)).toEqual(["a", "b", "e"]);
  expect(names(less.edges)).toEqual(["a>b", "a>e", "b>e"]);
  const beside = { tables: neighboursOf(less, "tables"), ends: neighboursOf(less, "ends") };
  expect(around(less, beside, "b")).toEqual({ shown: { up: 1, down: 1 }, hidden: { up: 0, down: 1 } });
  expect(around(less, beside, "b", new Set([sideKey("b", "DOWN")])).hidden).toEqual({ up: 0, down: 0 });
});

test("at the level of columns only neighbours of columns are more to show", () => {
  const compact = compactFrom("a.x>b.y");
  compact.nodes.down = [3, 0];
  const graph = new GraphBuilder("COLUMN")
    // The table has other neighbours, that no column tells of.
    .addTables(compactFrom("a>b", "a>c", "a>d"))
    .addColumns(compact)
    .build();
  const beside = { tables: neighboursOf(graph, "tables"), ends: neighboursOf(graph, "ends") };
  expect(around(graph, beside, "a").hidden).toEqual({ up: 0, down: 2 });
  expect(around(graph, beside, "b").hidden).toEqual({ up: 0, down: 0 });
});

test("what is mapped first is the chosen edge, else the chosen table, else the start", () => {
  const graph = tables("a>b", "b>c");
  expect(mappedFrom(graph, ["a"], { edge: "b>c" })).toEqual({ from: "b", to: "c" });
  expect(mappedFrom(graph, ["a"], { node: "c" })).toEqual({ from: "c" });
  expect(mappedFrom(graph, ["a"], {})).toEqual({ from: "a" });
});

const told = (more: Partial<Told>): Told => ({
  level: "TABLE",
  of: ["a"],
  walks: [{ lineage: { compact: compactFrom("a>b") } }],
  statuses: ["PROPOSED", "APPROVED"],
  printPath: (path) => path.join("."),
  ...more,
});
const edge = (id: string, status: "APPROVED" | "REJECTED" = "APPROVED") => {
  const [from, to] = id.split(">") as [string, string];
  return { id, from, to, status, origins: [], derived: false };
};

test("what ended since is a ghost, its table with it; what came is marked", () => {
  const removed = { id: "z", table: { id: "z", name: "z", kind: "TABLE" as const } };
  const changes = {
    edges: [
      { before: edge("b>z"), after: null },
      { before: null, after: edge("a>b") },
      { before: edge("a>z", "REJECTED") },
    ],
    removedNodes: [removed],
  };
  const graph = buildGraph(told({ changes }));
  expect(graph.tables.get("z")?.gone).toBe(true);
  expect([...graph.edges.values()].map(({ id, change }) => [id, change])).toEqual([
    ["a>b", "ADDED"],
    ["b>z", "ENDED"],
  ]);
});

test("an edge that is being drawn is there at once", () => {
  const graph = buildGraph(
    told({ walks: [{ lineage: { compact: compactFrom("a>b", "b>c") } }], pending: [{ from: "a", to: "c" }] }),
  );
  expect([...graph.edges.values()].filter(({ pending }) => pending)).toMatchObject([{ from: "a", to: "c" }]);
});
