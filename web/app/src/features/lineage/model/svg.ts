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

/** Around what is drawn, for the title above and the legend below it. */
const HEAD = 58;
const FOOT_LINE = 22;
/** Text stays so far from both sides of its box. */
const INSET = 14;
const ROOM = NODE_WIDTH - 2 * INSET;
const START = "#3b5bdb";

/** What a drawing says beside names. */
export interface Captions {
  title: string;
  /** When what is drawn was so. */
  date: string;
  kindName: (table: TableNode) => string;
  /** The tables that are looked from. */
  start: ReadonlySet<string>;
  /** What each line means. */
  legend: readonly { look: EdgeLook; text: string }[];
}

export interface Drawing {
  text: string;
  width: number;
  height: number;
}

/** The scene as an SVG file of its own, in light colours as paper has them, with what it shows above and below. */
export function drawingOf(scene: Scene, { title, date, kindName, start, legend }: Captions): Drawing {
  const bounds = around(scene.boxes.values()) ?? { x: 0, y: 0, width: 1, height: 1 };
  const left = bounds.x - MARGIN;
  const top = bounds.y - MARGIN - HEAD;
  const below = bounds.y + bounds.height + MARGIN;
  const [width, height] = [
    Math.max(bounds.width, NODE_WIDTH) + 2 * MARGIN,
    below - top + legend.length * FOOT_LINE + MARGIN / 2,
  ].map(Math.ceil) as [number, number];
  const edges = [...scene.graph.edges.values()].map((edge) => edgeMark(scene, edge));
  const nodes = [...scene.graph.tables.values()].map((table) => tableMark(scene, table, kindName(table), start));
  const text = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    ` viewBox="${round(left)} ${round(top)} ${width} ${height}" font-family="${xml(FONT)}">`,
    markers(),
    `<rect x="${round(left)}" y="${round(top)}" width="${width}" height="${height}" fill="#fff"/>`,
    `<text x="${round(bounds.x)}" y="${round(top + MARGIN)}" font-size="18" font-weight="600" fill="#212529">${shown(title, width - 2 * MARGIN, 18 * BOLD)}</text>`,
    `<text x="${round(bounds.x)}" y="${round(top + MARGIN + 19)}" font-size="12" fill="#495057">${shown(date, width - 2 * MARGIN, 12 * PLAIN)}</text>`,
    ...edges,
    ...nodes,
    ...legend.map((line, at) => legendMark(line, bounds.x, below + at * FOOT_LINE)),
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
  const faded = edge.change === "ENDED" ? ' opacity="0.4"' : "";
  return (
    `<path d="${curve(ends)}" fill="none" stroke="${COLOURS[look]}" stroke-width="${edge.derived ? 1 : 1.8}"` +
    `${dashOf(look)}${faded} marker-end="url(#arrow-${look})"/>`
  );
}

function legendMark({ look, text }: Captions["legend"][number], x: number, y: number): string {
  return (
    `<path d="M${round(x)} ${round(y)} h34" fill="none" stroke="${COLOURS[look]}" stroke-width="1.8"${dashOf(look)}/>` +
    `<text x="${round(x + 44)}" y="${round(y + 4)}" font-size="11" fill="#495057">${xml(text)}</text>`
  );
}

function dashOf(look: EdgeLook): string {
  return DASHES[look] ? ` stroke-dasharray="${DASHES[look]}"` : "";
}

function tableMark(scene: Scene, table: TableNode, kind: string, start: ReadonlySet<string>): string {
  const box = scene.boxes.get(table.id);
  if (!box) return "";
  const rows = scene.rows.get(table.id) ?? NO_ROWS;
  const facts = [table.schema, kind].filter((fact) => fact !== null).join(" · ");
  const columns = rows.shown.map(
    ({ id, name }) =>
      `<text x="14" y="${portOf(id, rows) + 4}" font-size="11.5" font-family="monospace" fill="#212529">${shown(name, ROOM, 11.5 * MONO)}</text>`,
  );
  const line = rows.shown.length > 0 ? `<path d="M0 ${HEADER} H${NODE_WIDTH}" stroke="#ced4da"/>` : "";
  const rest =
    rows.total > rows.shown.length
      ? `<text x="14" y="${box.height - 9}" font-size="11" fill="#5c636a">${rows.shown.length} / ${rows.total}</text>`
      : "";
  const frame = start.has(table.id) ? `stroke="${START}" stroke-width="2.5"` : 'stroke="#ced4da"';
  return [
    `<g transform="translate(${round(box.x)} ${round(box.y)})">`,
    `<rect width="${box.width}" height="${box.height}" rx="8" fill="#fff" ${frame}${table.gone ? ' stroke-dasharray="4 3"' : ""}/>`,
    `<text x="14" y="20" font-size="13" font-weight="600" fill="#212529">${shown(table.name, ROOM, 13 * BOLD)}</text>`,
    `<text x="14" y="36" font-size="11" fill="#5c636a">${shown(facts, ROOM, 11 * PLAIN)}</text>`,
    line,
    ...columns,
    rest,
    "</g>",
  ].join("");
}

/** How wide a letter is in parts of its size, in the widest of the usual fonts: a picture is looked at anywhere. */
const PLAIN = 0.64;
const BOLD = 0.71;
const MONO = 0.62;
/** Scripts and signs whose letters are as wide as they are high. */
const SQUARE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\uff60\p{Extended_Pictographic}]/u;

/** A text that keeps within its room: what is too long loses its middle, for names often differ at their ends. */
function shown(text: string, room: number, letter: number): string {
  // By code point: half of a pair is no text.
  const points = [...text];
  const widths = points.map((point) => (SQUARE.test(point) ? letter * 1.6 : letter));
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  if (sum(widths) <= room) return xml(text);
  let [head, tail] = [0, points.length];
  for (let used = letter; head < tail; ) {
    const fromHead = head <= points.length - tail;
    used += widths[fromHead ? head : tail - 1] ?? 0;
    if (used > room) break;
    if (fromHead) head += 1;
    else tail -= 1;
  }
  return xml(`${points.slice(0, head).join("")}…${points.slice(tail).join("")}`);
}

function xml(text: string): string {
  return (
    text
      // XML has no way to say them.
      .replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, "�")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
