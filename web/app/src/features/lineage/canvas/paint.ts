import { type Box, overlap } from "../model/box";
import { endsOf, piecesOf, type Scene } from "../model/geometry";
import { type Edge, type EdgeLook, lookOf } from "../model/graph";
import type { Lit } from "../model/highlight";
import type { Chosen } from "./flow";

/** The colours of the canvas as the theme has them. */
export interface Palette {
  edges: Record<EdgeLook, string>;
  box: string;
  border: string;
  text: string;
  chosen: string;
  start: string;
}

const LOOKS: readonly EdgeLook[] = ["rejected", "proposed", "approved", "people"];
/** Below this zoom names are no more than specks. */
const NAMES_FROM = 0.28;
/** Below this zoom lines are no wider than a pixel: the browser draws such lines several times as fast. */
const HAIRLINES_BELOW = 0.3;
/** Below this zoom arrows would be all that one sees of edges. */
const ARROWS_FROM = 0.1;
const ARROW = { length: 9, half: 4.5 };

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim() || "#888";
  return {
    edges: {
      people: colour("--edge-people"),
      approved: colour("--edge-approved"),
      proposed: colour("--edge-proposed"),
      rejected: colour("--edge-rejected"),
    },
    box: colour("--node-box"),
    border: colour("--node-border"),
    text: colour("--node-text"),
    chosen: colour("--node-chosen"),
    start: colour("--node-start"),
  };
}

export interface Painting {
  scene: Scene;
  chosen: Chosen;
  /** Whether tables are painted too, or are elements above the picture. */
  tables: boolean;
  /** The table whose edges are left out. */
  without: string | undefined;
  start: ReadonlySet<string>;
  palette: Palette;
  /** What of the canvas is painted, and how many pixels a unit has. */
  area: Box;
  scale: number;
  zoom: number;
}

/** Paints the part of a scene plainly: boxes and curves, for views in which nothing can be read anyway. */
export function paint(context: CanvasRenderingContext2D, painting: Painting): void {
  const { graph, boxes } = painting.scene;
  begin(context, painting);
  paintEdges(context, painting, graph.edges.values());
  if (painting.tables) paintTables(context, painting, boxes.keys());
}

/** Paints no more than what is lit, to lie above the rest. */
export function paintLit(context: CanvasRenderingContext2D, painting: Painting, lit: Lit): void {
  const { graph, boxes } = painting.scene;
  begin(context, painting);
  const edges = [...lit.edges].flatMap((id) => graph.edges.get(id) ?? []);
  paintEdges(context, painting, edges);
  if (!painting.tables) return;
  paintTables(
    context,
    painting,
    [...lit.nodes].filter((id) => boxes.has(id)),
  );
}

function begin(context: CanvasRenderingContext2D, { area, scale }: Painting): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(scale, 0, 0, scale, -area.x * scale, -area.y * scale);
}

function paintEdges(context: CanvasRenderingContext2D, painting: Painting, edges: Iterable<Edge>): void {
  const { scene, chosen, without, palette, area, zoom } = painting;
  const strokes = new Map<string, { path: Path2D; arrows: Path2D; edge: Edge }>();
  const grown = zoom > 0.6 ? 1 : 0.6 / zoom;
  for (const edge of edges) {
    const ends = endsOf(scene, edge);
    if (!ends || edge.fromTable === without || edge.toTable === without) continue;
    const { start, end } = ends;
    const heights = [start.y, end.y, ...(ends.via ?? []).map(({ y }) => y)];
    if (Math.max(...heights) < area.y || Math.min(...heights) > area.y + area.height) continue;
    if (Math.max(start.x, end.x) < area.x || Math.min(start.x, end.x) > area.x + area.width) continue;
    const key = `${lookOf(edge)} ${edge.derived} ${edge.change} ${edge.id === chosen.edge}`;
    let stroke = strokes.get(key);
    if (!stroke) {
      stroke = { path: new Path2D(), arrows: new Path2D(), edge };
      strokes.set(key, stroke);
    }
    stroke.path.moveTo(start.x, start.y);
    for (const { a, b, end } of piecesOf(ends)) stroke.path.bezierCurveTo(a.x, a.y, b.x, b.y, end.x, end.y);
    if (zoom < ARROWS_FROM) continue;
    // Every edge comes from the left.
    stroke.arrows.moveTo(end.x, end.y);
    stroke.arrows.lineTo(end.x - ARROW.length * grown, end.y - ARROW.half * grown);
    stroke.arrows.lineTo(end.x - ARROW.length * grown, end.y + ARROW.half * grown);
  }
  const order = [...strokes.values()].sort((a, b) => LOOKS.indexOf(lookOf(a.edge)) - LOOKS.indexOf(lookOf(b.edge)));
  for (const { path, arrows, edge } of order) {
    context.globalAlpha = edge.change === "ENDED" ? 0.4 : 0.75;
    context.strokeStyle = palette.edges[lookOf(edge)];
    context.lineWidth = lineOf(widthOf(edge, chosen), painting);
    context.setLineDash(edge.status === "PROPOSED" && zoom > 0.2 ? [7, 5] : []);
    context.stroke(path);
    if (zoom < ARROWS_FROM) continue;
    context.fillStyle = palette.edges[lookOf(edge)];
    context.fill(arrows);
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** How wide a line is painted, in units of the canvas. */
function lineOf(width: number, { zoom, scale }: Painting): number {
  if (zoom < HAIRLINES_BELOW && width < 3) return Math.min(width * 0.7, 1) / scale;
  return width * (zoom > 0.6 ? 1 : 0.7 / zoom);
}

function widthOf(edge: Edge, { edge: chosen }: Chosen): number {
  if (edge.id === chosen || edge.change === "ADDED") return 3;
  return edge.derived ? 1 : 1.8;
}

function paintTables(context: CanvasRenderingContext2D, painting: Painting, ids: Iterable<string>): void {
  const { scene, chosen, start, palette, area, zoom } = painting;
  context.font = "600 15px system-ui, sans-serif";
  context.textBaseline = "middle";
  for (const id of ids) {
    const box = scene.boxes.get(id);
    if (!box || !overlap(box, area)) continue;
    context.fillStyle = start.has(id) ? palette.start : palette.box;
    context.strokeStyle = chosen.node === id ? palette.chosen : palette.border;
    context.lineWidth = (chosen.node === id ? 3 : 1) / zoom;
    context.fillRect(box.x, box.y, box.width, box.height);
    context.strokeRect(box.x, box.y, box.width, box.height);
    if (zoom < NAMES_FROM) continue;
    context.fillStyle = palette.text;
    const name = scene.graph.tables.get(id)?.name ?? "";
    context.fillText(shorten(name), box.x + 12, box.y + 23, box.width - 24);
  }
}

function shorten(name: string): string {
  const points = [...name];
  return points.length > 27 ? `${points.slice(0, 16).join("")}…${points.slice(-10).join("")}` : name;
}
