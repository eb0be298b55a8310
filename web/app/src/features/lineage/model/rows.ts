import { FILTER, FOOT, HEADER, ROW, ROWS } from "./box";
import type { Column, Graph, Neighbours, TableNode } from "./graph";

/** What somebody has chosen to see of the rows of a table. */
export interface RowChoice {
  /** Whether the walk tells all columns of it anyway. */
  complete?: boolean;
  /** All columns of the table, not only those of the walk. */
  all?: readonly Column[];
  filter?: string;
  /** How many rows are above the first one shown. */
  offset?: number;
}

/** The rows of a table as they are drawn. */
export interface RowView {
  shown: readonly Column[];
  /** The number of the first shown row. */
  offset: number;
  total: number;
  /** Whether there is a field to filter them. */
  filtered: boolean;
  filter: string;
  all: boolean;
  /** Whether there may be columns that are not told. */
  partly: boolean;
  /** How many of all have lineage that is drawn. */
  connected: number;
  /** All that match, in their order; `shown` is a page of it. */
  sorted: readonly Column[];
}

export const NO_ROWS: RowView = {
  shown: [],
  offset: 0,
  total: 0,
  filtered: false,
  filter: "",
  all: false,
  partly: true,
  connected: 0,
  sorted: [],
};

/** Connected columns first, then the others, each in their order. */
export function rowsOf(table: TableNode, ends: Neighbours, choice: RowChoice = {}): RowView {
  const columns = choice.all ?? table.columns;
  if (columns.length === 0) return NO_ROWS;
  const connected = ({ id }: Column) => ends.up.has(id) || ends.down.has(id);
  const filter = choice.filter ?? "";
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  const matching = columns.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const sorted = [...matching.filter(connected), ...matching.filter((column) => !connected(column))];
  const offset = Math.max(0, Math.min(choice.offset ?? 0, sorted.length - ROWS));
  return {
    shown: sorted.slice(offset, offset + ROWS),
    offset,
    total: sorted.length,
    filtered: columns.length > ROWS,
    filter,
    all: choice.all !== undefined,
    partly: !choice.complete,
    connected: columns.filter(connected).length,
    sorted,
  };
}

/** How high a table is drawn. */
export function heightOf(level: Graph["level"], rows: RowView = NO_ROWS): number {
  if (level === "TABLE") return HEADER;
  // While one types, the box keeps its size.
  const lines = rows.filtered ? ROWS : rows.shown.length;
  return HEADER + (rows.filtered ? FILTER : 0) + lines * ROW + FOOT;
}

/** How far below the top of its table an edge ends: at its row, or at the header when that is not on the page. */
export function portOf(end: string, rows: RowView = NO_ROWS): number {
  const at = rows.shown.findIndex(({ id }) => id === end);
  if (at === -1) return HEADER / 2;
  return HEADER + (rows.filtered ? FILTER : 0) + (at + 0.5) * ROW;
}

/** The offset of the page that shows a row, moving no further than needed. */
export function offsetFor(at: number, { offset }: Pick<RowView, "offset">): number {
  if (at < offset) return at;
  return at >= offset + ROWS ? at - ROWS + 1 : offset;
}
