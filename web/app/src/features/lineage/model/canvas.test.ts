import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { around } from "./box";
import { filling } from "./filling";
import { find } from "./find";
import { GraphBuilder, neighboursOf } from "./graph";
import { nextEdge, nextPlace, nextTable } from "./keys";
import { offsetFor, rowsOf } from "./rows";
import { drawingOf } from "./svg";
import { startName, viewKey } from "./view";

const graph = new GraphBuilder("TABLE").addTables(compactFrom("a>b", "a>c", "b>d", "c>d")).build();
const places = { a: [0, 0], b: [400, -50], c: [400, 50], d: [800, 0] } as const;
const boxes = new Map(Object.entries(places).map(([id, [x, y]]) => [id, { x, y, width: 248, height: 46 }]));
const tables = neighboursOf(graph, "tables");
const scene = { graph, boxes, rows: new Map(), tables };

test("arrows go along the edges and to what stands above and below", () => {
  expect(nextTable(scene, "a", "right")).toBe("b");
  expect(nextTable(scene, "b", "down")).toBe("c");
  expect(nextTable(scene, "c", "up")).toBe("b");
  expect(nextTable(scene, "d", "left")).toBe("b");
  expect(nextTable(scene, "a", "left")).toBeUndefined();
});

test("among columns arrows go into the rows, along their edges, and out again", () => {
  const columns = new GraphBuilder("COLUMN")
    .addTables(compactFrom("a>b", "c>b"))
    .addColumns(compactFrom("a.x>b.y", "a.z>b.w"))
    .build();
  const ends = neighboursOf(columns, "ends");
  const rows = new Map([...columns.tables].map(([id, table]) => [id, rowsOf(table, ends)]));
  const within = { graph: columns, boxes, rows, tables: neighboursOf(columns, "tables"), ends };
  expect(nextPlace(within, "a", "down")).toBe("a.x");
  expect(nextPlace(within, "a.x", "down")).toBe("a.z");
  expect(nextPlace(within, "a.z", "right")).toBe("b.w");
  expect(nextPlace(within, "b.w", "up")).toBe("b.y");
  expect(nextPlace(within, "b.y", "up")).toBe("b");
  expect(nextPlace(within, "a.z", "left")).toBeUndefined();
  expect(nextPlace(within, "a", "right")).toBe("b");
  expect([offsetFor(3, { offset: 5 }), offsetFor(7, { offset: 5 }), offsetFor(15, { offset: 5 })]).toEqual([3, 5, 6]);
});

test("edges of a table follow one another, and begin again", () => {
  expect(nextEdge(scene, "b", undefined)).toBe("a>b");
  expect(nextEdge(scene, "b", "a>b")).toBe("b>d");
  expect(nextEdge(scene, "b", "b>d")).toBe("a>b");
});

test("tables are found before columns, and how many there are is told", () => {
  const columns = new GraphBuilder("COLUMN").addTables(compactFrom("a>b")).addColumns(compactFrom("a.b>b.ab")).build();
  const { found, total } = find(columns, "B", 2);
  expect(found.map(({ label }) => label)).toEqual(["shop.b", "shop.a · b"]);
  expect(total).toBe(3);
  expect(find(columns, "  ", 5).total).toBe(0);
});

test("boxes have a smallest box around them, nothing has none", () => {
  expect(around(boxes.values())).toEqual({ x: 0, y: -50, width: 1048, height: 146 });
  expect(around([])).toBeUndefined();
});

test("the window is filled by what is drawn, with the start as near to its middle as that allows", () => {
  const all = { x: 0, y: 0, width: 4_000, height: 300 };
  const at = (x: number) => filling(all, { x, y: 0, width: 200, height: 50 }, { width: 1_000, height: 600 }, 0.5);
  expect(at(1_900)).toEqual({ x: -500, y: 225 });
  expect([at(0).x, at(3_800).x]).toEqual([32, -1_032]);
});

const CAPTIONS = {
  title: "Lineage of <a>",
  date: "As of 30 November 2026, 12:00",
  kindName: () => "Table",
  start: new Set(["a"]),
  legend: [{ look: "people" as const, text: "Approved by people" }],
};

test("the drawing has everything, and names cannot break it", () => {
  const odd = new GraphBuilder("TABLE").addTables(compactFrom("a>b")).build();
  const named = new Map([...odd.tables].map(([id, table]) => [id, { ...table, name: `<${id}> & "co"` }]));
  const { text, width, height } = drawingOf({ graph: { ...odd, tables: named }, boxes, rows: new Map() }, CAPTIONS);
  const drawn = new DOMParser().parseFromString(text, "image/svg+xml");
  expect(drawn.querySelectorAll("g")).toHaveLength(2);
  expect(drawn.querySelectorAll("path[marker-end]")).toHaveLength(1);
  expect(drawn.querySelectorAll("g > rect[stroke-width]")).toHaveLength(1);
  expect(text).toContain("Lineage of &lt;a&gt;");
  expect(text).toContain("Approved by people");
  expect(text).toContain("As of 30 November 2026, 12:00");
  expect(text).toContain("&lt;a&gt; &amp; &quot;co&quot;");
  expect([width, height]).toEqual([1112, 306]);
});

test("a name that is longer than its box loses its middle, and keeps within the box", () => {
  const odd = new GraphBuilder("TABLE").addTables(compactFrom("a>b")).build();
  const name = "dim_very_long_table_name_for_reporting_purposes_042";
  const named = new Map([...odd.tables].map(([id, table]) => [id, { ...table, name }]));
  const { text } = drawingOf({ graph: { ...odd, tables: named }, boxes, rows: new Map() }, CAPTIONS);
  const [told = ""] = /dim_[^<]*/u.exec(text) ?? [];
  expect(told).toMatch(/^dim_very.*….*_042$/u);
  // Of a bold font, as wide as any that is usual.
  expect(told.length * 13 * 0.7).toBeLessThanOrEqual(220);
});

test("a name that is cut in the drawing is cut between characters", () => {
  const odd = new GraphBuilder("TABLE").addTables(compactFrom("a>b")).build();
  const named = new Map([...odd.tables].map(([id, table]) => [id, { ...table, name: "😀".repeat(200) }]));
  const { text } = drawingOf({ graph: { ...odd, tables: named }, boxes, rows: new Map() }, CAPTIONS);
  expect(text).toContain("😀…😀");
  expect(() => encodeURIComponent(text)).not.toThrow();
});

test("a view is the same whatever the order of what it is looked from, and its name stays short", () => {
  expect(viewKey(["b", "a"], "TABLE")).toBe("lineage TABLE a b");
  const ids = Array.from({ length: 40 }, (_, at) => `01a22dae-92f3-7060-b205-${at}`);
  expect(viewKey(ids, "COLUMN").length).toBeLessThan(60);
  expect(viewKey(ids, "COLUMN")).not.toBe(viewKey([...ids.slice(1), "other"], "COLUMN"));
  expect(startName(graph, ["a", "d"])).toBe("shop.a, shop.d");
  expect(startName(graph, ["gone"])).toBeUndefined();
});
