import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { HEADER, NODE_WIDTH, WITHIN } from "./box";
import { endsOf, piecesOf } from "./geometry";
import { GraphBuilder } from "./graph";
import { edgeAt } from "./hit";
import { waysOf } from "./ways";

const box = (x: number, y: number) => ({ x, y, width: NODE_WIDTH, height: HEADER });
const FIRST = NODE_WIDTH + 112;
/** A layer in two columns between one table and another. */
const boxes = new Map([
  ["a", box(0, 0)],
  ["b", box(FIRST, 0)],
  ["c", box(FIRST, 68)],
  ["d", box(FIRST + WITHIN, 0)],
  ["e", box(FIRST + WITHIN, 68)],
  ["f", box(FIRST + WITHIN + FIRST, 0)],
]);
const graph = new GraphBuilder("TABLE").addTables(compactFrom("a>b", "a>c", "a>d", "a>e", "b>f", "d>f")).build();
const scene = { graph, boxes, rows: new Map() };
const ways = waysOf(scene);

test("edges past the other column of a layer go between its tables, both ways; the others go as they are", () => {
  expect([...ways.keys()].sort()).toEqual(["a>d", "a>e", "b>f"]);
  expect(ways.get("a>d")?.map(({ y }) => y)).toEqual([-11, -11]);
  expect(ways.get("a>e")?.map(({ y }) => y)).toEqual([57, 57]);
});

test("no edge runs behind a table that it has nothing to do with", () => {
  for (const edge of graph.edges.values()) {
    const ends = endsOf({ ...scene, ways }, edge);
    for (const { start, end } of ends ? piecesOf(ends) : []) {
      const crossed = [...boxes].filter(
        ([id, one]) =>
          id !== edge.fromTable &&
          id !== edge.toTable &&
          Math.min(start.x, end.x) < one.x + NODE_WIDTH &&
          Math.max(start.x, end.x) > one.x &&
          Math.min(start.y, end.y) < one.y + HEADER &&
          Math.max(start.y, end.y) > one.y,
      );
      expect(crossed, edge.id).toEqual([]);
    }
  }
});

test("an edge is hit where it is drawn", () => {
  expect(edgeAt({ ...scene, ways }, { x: FIRST + 100, y: 57 }, 6)).toBe("a>e");
});

test("without a layer in columns nothing is led round", () => {
  expect(waysOf({ ...scene, boxes: new Map([...boxes].filter(([id]) => id !== "d" && id !== "e")) }).size).toBe(0);
});
