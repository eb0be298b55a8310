import { parsePath, printPath } from "~/shared/model/path";

/** A column as the grid holds it. */
export interface DraftColumn {
  /** Tells it from the others while they move. */
  key: string;
  /** The path as one text. */
  path: string;
  dataType: string;
  nullable: boolean;
  /** Whether it is in the primary key; the order of the columns counts. */
  primaryKey: boolean;
  description: string;
  /** What a fetch saw of it; absent of a column that was written by hand. */
  seen?: { path: string[]; dataType: string; nullable: boolean; primaryKey: boolean; description: string };
}

let made = 0;
const nextKey = () => `column-${++made}`;

export function emptyColumn(given: Partial<DraftColumn> = {}): DraftColumn {
  return { path: "", dataType: "", nullable: true, primaryKey: false, description: "", ...given, key: nextKey() };
}

interface Fetched {
  path: string[];
  dataType: string;
  nullable: boolean;
  primaryKey?: number | null;
  sourceComment?: string | null;
}

export function fetchedColumn({ path, dataType, nullable, primaryKey, sourceComment }: Fetched): DraftColumn {
  const facts = { dataType, nullable, primaryKey: typeof primaryKey === "number", description: sourceComment ?? "" };
  return { key: nextKey(), path: printPath(path), ...facts, seen: { path: [...path], ...facts } };
}

/** A column on which nothing was typed. */
export function isBlank({ path, dataType, description, seen }: DraftColumn): boolean {
  return !seen && path.trim() === "" && dataType.trim() === "" && description.trim() === "";
}

export function pathOf({ path, seen }: DraftColumn): string[] | undefined {
  return seen ? seen.path : parsePath(path.trim());
}

export type ColumnProblem = "path" | "twice" | "type";

/** What is wrong with the columns, by key: the first thing of each. */
export function problemsOf(columns: readonly DraftColumn[]): Map<string, ColumnProblem> {
  const found = new Map<string, ColumnProblem>();
  const paths = new Set<string>();
  for (const column of columns) {
    if (isBlank(column)) continue;
    const path = pathOf(column);
    const text = JSON.stringify(path);
    if (!path) found.set(column.key, "path");
    else if (paths.has(text)) found.set(column.key, "twice");
    else if (column.dataType.trim() === "") found.set(column.key, "type");
    paths.add(text);
  }
  return found;
}

/** Moves the chosen columns one place; they keep their order and stop at the end. */
export function move(columns: readonly DraftColumn[], chosen: ReadonlySet<string>, by: -1 | 1): DraftColumn[] {
  const list = by < 0 ? [...columns] : [...columns].reverse();
  for (let at = 1; at < list.length; at += 1) {
    const [before, here] = [list[at - 1], list[at]];
    if (before && here && chosen.has(here.key) && !chosen.has(before.key)) {
      list[at - 1] = here;
      list[at] = before;
    }
  }
  return by < 0 ? list : list.reverse();
}

/** Puts one column where another is. */
export function moveTo(columns: readonly DraftColumn[], key: string, target: string): DraftColumn[] {
  const moved = columns.find((column) => column.key === key);
  const to = columns.findIndex((column) => column.key === target);
  if (!moved || to < 0 || key === target) return [...columns];
  const rest = columns.filter((column) => column.key !== key);
  return [...rest.slice(0, to), moved, ...rest.slice(to)];
}
