import { type Box, NODE_WIDTH, type Point } from "./box";
import type { Edge, Graph } from "./graph";
import { portOf, type RowView } from "./rows";

/** Everything that is drawn, with where it stands. */
export interface Scene {
  graph: Graph;
  boxes: ReadonlyMap<string, Box>;
  rows: ReadonlyMap<string, RowView>;
  /** The points that edges pass on their way, by edge. */
  ways?: ReadonlyMap<string, readonly Point[]>;
}

export interface Ends {
  start: Point;
  end: Point;
  /** What it passes between them. */
  via?: readonly Point[];
}

/** Where an edge begins at a table that stands there: right of the row of its end. */
export function leavesAt({ x, y }: Point, end: string, rows: RowView | undefined): Point {
  return { x: x + NODE_WIDTH, y: y + portOf(end, rows) };
}

/** Where it ends: left of that. */
export function arrivesAt({ x, y }: Point, end: string, rows: RowView | undefined): Point {
  return { x, y: y + portOf(end, rows) };
}

/** Where an edge begins and ends; undefined while one of its tables has no place. */
export function endsOf({ boxes, rows, ways }: Scene, edge: Edge): Ends | undefined {
  const from = boxes.get(edge.fromTable);
  const to = boxes.get(edge.toTable);
  if (!from || !to) return undefined;
  return levelled({
    start: leavesAt(from, edge.from, rows.get(edge.fromTable)),
    end: arrivesAt(to, edge.to, rows.get(edge.toTable)),
    via: ways?.get(edge.id),
  });
}

/** Units by which two ends may differ in height and are yet meant to be level. */
const SLANT = 3;

/** What is all but level is drawn level: a slant of a pixel looks like a mistake. */
export function levelled(ends: Ends): Ends {
  const { start, end, via } = ends;
  if (via?.length || start.y === end.y || Math.abs(start.y - end.y) > SLANT) return ends;
  const y = (start.y + end.y) / 2;
  return { ...ends, start: { ...start, y }, end: { ...end, y } };
}

/** The two points that bend the curve between two ends: it leaves to the right and comes from the left. */
export function bends({ start, end }: Ends): [Point, Point] {
  const distance = end.x - start.x;
  // Backwards it goes round in an arc.
  const reach = distance > 0 ? Math.max(distance / 2, 24) : Math.min(60 - distance / 3, 320);
  return [
    { x: start.x + reach, y: start.y },
    { x: end.x - reach, y: end.y },
  ];
}

/** The pieces that an edge is drawn of, each with what bends it. */
export function piecesOf({ start, end, via = [] }: Ends): { start: Point; a: Point; b: Point; end: Point }[] {
  const points = [...via, end];
  return points.map((to, at) => {
    const piece = { start: points[at - 1] ?? start, end: to };
    const [a, b] = bends(piece);
    return { ...piece, a, b };
  });
}

/** The curve as SVG tells it. */
export function curve(ends: Ends): string {
  const text = ({ x, y }: Point) => `${round(x)},${round(y)}`;
  const pieces = piecesOf(ends).map(({ a, b, end }) => ` C${text(a)} ${text(b)} ${text(end)}`);
  return `M${text(ends.start)}${pieces.join("")}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
