import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { FILTER, FOOT, HEADER, NODE_WIDTH, ROW, ROWS } from "./box";
import { bends, curve, endsOf, levelled } from "./geometry";
import { GraphBuilder, neighboursOf } from "./graph";
import { heightOf, portOf, rowsOf } from "./rows";

const many = Array.from({ length: 30 }, (_, at) => ({ id: `a.c${at}`, name: `c${at}` }));
const graph = new GraphBuilder("COLUMN")
  .addTables(compactFrom("a>b"))
  .addColumns(compactFrom("a.c20>b.x", "a.c3>b.y"))
  .build();
const ends = neighboursOf(graph, "ends");
const table = { ...graph.tables.get("a"), columns: many } as Parameters<typeof rowsOf>[0];

test("connected columns are pinned first, the rest follows in its order", () => {
  const { shown, total, filtered } = rowsOf(table, ends);
  expect(shown.map(({ name }) => name).slice(0, 4)).toEqual(["c3", "c20", "c0", "c1"]);
  expect([shown.length, total, filtered]).toEqual([ROWS, 30, true]);
});

test("rows are filtered by every word, and a page stays within them", () => {
  expect(rowsOf(table, ends, { filter: "C2 0" }).shown.map(({ name }) => name)).toEqual(["c20"]);
  expect(rowsOf(table, ends, { offset: 100 }).offset).toBe(20);
  expect(rowsOf(table, ends, { filter: "nothing" }).total).toBe(0);
});

test("the box keeps its height while one filters", () => {
  const height = HEADER + FILTER + ROWS * ROW + FOOT;
  expect(heightOf("COLUMN", rowsOf(table, ends))).toBe(height);
  expect(heightOf("COLUMN", rowsOf(table, ends, { filter: "c20" }))).toBe(height);
  expect(heightOf("TABLE")).toBe(HEADER);
});

test("an edge ends at its row, or at the header when that is on another page", () => {
  const rows = rowsOf(table, ends);
  expect(portOf("a.c20", rows)).toBe(HEADER + FILTER + 1.5 * ROW);
  expect(portOf("a.c29", rows)).toBe(HEADER / 2);
});

test("ends that are all but level are drawn level, others are left as they are", () => {
  const ends = (y: number) => ({ start: { x: 0, y: 10 }, end: { x: 90, y } });
  expect(levelled(ends(12))).toEqual({ start: { x: 0, y: 11 }, end: { x: 90, y: 11 } });
  expect(levelled(ends(14))).toEqual(ends(14));
  const round = { ...ends(12), via: [{ x: 40, y: 50 }] };
  expect(levelled(round)).toBe(round);
});

test("a curve leaves to the right and comes from the left, backwards too", () => {
  const box = (x: number) => ({ x, y: 0, width: NODE_WIDTH, height: 80 });
  const scene = {
    graph,
    boxes: new Map([
      ["a", box(0)],
      ["b", box(500)],
    ]),
    rows: new Map(),
  };
  const [edge] = graph.edges.values();
  const found = edge && endsOf(scene, edge);
  expect(found?.start).toEqual({ x: NODE_WIDTH, y: HEADER / 2 });
  expect(found?.end).toEqual({ x: 500, y: HEADER / 2 });
  expect(found && curve(found)).toBe("M248,23 C374,23 374,23 500,23");
  const [a, b] = bends({ start: { x: 500, y: 0 }, end: { x: 0, y: 0 } });
  expect(a.x).toBeGreaterThan(500);
  expect(b.x).toBeLessThan(0);
});
