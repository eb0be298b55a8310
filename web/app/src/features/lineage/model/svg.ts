import { around, HEADER, NODE_WIDTH } from "./box";
import { curve, endsOf, type Scene } from "./geometry";
import { type Edge, type EdgeLook, lookOf, type TableNode } from "./graph";
import { NO_ROWS, portOf } from "./rows";

const MARGIN = 32;
const COLOURS: Record<EdgeLook, string> = {
  people: "#1971c2",
  approved: "#2f9e44",
  proposed: "#868e96",
  rejected: "#e03131",
};
const DASHES: Partial<Record<EdgeLook, string>> = { proposed: "7 5", rejected: "2 4" };
const FONT = 'system-ui, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", sans-serif';

export interface Drawing {
  text: string;
  width: number;
  height: number;
}

/** The scene as an SVG file of its own, in light colours as paper has them. `kindName` says what a table is. */
export function drawingOf(scene: Scene, kindName: (table: TableNode) => string): Drawing {
  const bounds = around(scene.boxes.values()) ?? { x: 0, y: 0, width: 1, height: 1 };
  const [width, height] = [bounds.width + 2 * MARGIN, bounds.height + 2 * MARGIN].map(Math.ceil) as [number, number];
  const edges = [...scene.graph.edges.values()].map((edge) => edgeMark(scene, edge));
  const nodes = [...scene.graph.tables.values()].map((table) => tableMark(scene, table, kindName(table)));
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    ` viewBox="${round(bounds.x - MARGIN)} ${round(bounds.y - MARGIN)} ${width} ${height}" font-family="${xml(FONT)}">`,
    markers(),
    `<rect x="${round(bounds.x - MARGIN)}" y="${round(bounds.y - MARGIN)}" width="${width}" height="${height}" fill="#fff"/>`,
    ...edges,
    ...nodes,
    "</svg>",
  ].join("\n");
  return { text, width, height };
}

function markers(): string {
  const marker = ([look, colour]: [string, string]) =>
    `<marker id="arrow-${look}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" ` +
    `markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 L10 5 L0 10 z" fill="${colour}"/></marker>`;
  return `<defs>${Object.entries(COLOURS).map(marker).join("")}</defs>`;
}

function edgeMark(scene: Scene, edge: Edge): string {
  const ends = endsOf(scene, edge);
  if (!ends) return "";
  const look = lookOf(edge);
  const dash = DASHES[look] ? ` stroke-dasharray="${DASHES[look]}"` : "";
  const faded = edge.change === "ENDED" ? ' opacity="0.4"' : "";
  return (
    `<path d="${curve(ends)}" fill="none" stroke="${COLOURS[look]}" stroke-width="${edge.derived ? 1 : 1.8}"` +
    `${dash}${faded} marker-end="url(#arrow-${look})"/>`
  );
}

function tableMark(scene: Scene, table: TableNode, kind: string): string {
  const box = scene.boxes.get(table.id);
  if (!box) return "";
  const rows = scene.rows.get(table.id) ?? NO_ROWS;
  const facts = [table.schema, kind].filter((fact) => fact !== null).join(" · ");
  const columns = rows.shown.map(
    ({ id, name }) =>
      `<text x="14" y="${portOf(id, rows) + 4}" font-size="11.5" font-family="monospace" fill="#212529">${shown(name, 31)}</text>`,
  );
  const line = rows.shown.length > 0 ? `<path d="M0 ${HEADER} H${NODE_WIDTH}" stroke="#ced4da"/>` : "";
  const rest =
    rows.total > rows.shown.length
      ? `<text x="14" y="${box.height - 9}" font-size="11" fill="#5c636a">${rows.shown.length} / ${rows.total}</text>`
      : "";
  return [
    `<g transform="translate(${round(box.x)} ${round(box.y)})">`,
    `<rect width="${box.width}" height="${box.height}" rx="8" fill="#fff" stroke="#ced4da"${table.gone ? ' stroke-dasharray="4 3"' : ""}/>`,
    `<text x="14" y="20" font-size="13" font-weight="600" fill="#212529">${shown(table.name, 30)}</text>`,
    `<text x="14" y="36" font-size="11" fill="#5c636a">${shown(facts, 38)}</text>`,
    line,
    ...columns,
    rest,
    "</g>",
  ].join("");
}

function shown(text: string, most: number): string {
  // By code point: half of a pair is no text.
  const points = [...text];
  return xml(points.length > most ? `${points.slice(0, most - 1).join("")}…` : text);
}

function xml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to say them
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/gu, "�")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
