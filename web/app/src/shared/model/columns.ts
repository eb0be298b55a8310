import type { ColumnInput } from "~/shared/graphql/generated/graphql";
import { parsePath, printPath } from "~/shared/model/path";

/** What is known of a column that was not written in the grid. */
export interface KnownColumn {
  /** Its id, once the catalog has it. */
  id?: string;
  path: string[];
  dataType: string;
  nullable: boolean;
  primaryKey: number | null;
  description: string;
  tags: string;
}

/** A column as the grid holds it. */
export interface DraftColumn {
  /** Tells it from the others while they move. */
  key: string;
  /** The path as one text. */
  path: string;
  dataType: string;
  nullable: boolean;
  /** Its place in the primary key, from 1. */
  primaryKey: number | null;
  description: string;
  /** Tags as they are typed, between commas. */
  tags: string;
  /** What it was before; absent of a column that was written in the grid. */
  seen?: KnownColumn;
}

let made = 0;
const nextKey = () => `column-${++made}`;

export function emptyColumn(given: Partial<DraftColumn> = {}): DraftColumn {
  return {
    path: "",
    dataType: "",
    nullable: true,
    primaryKey: null,
    description: "",
    tags: "",
    ...given,
    key: nextKey(),
  };
}

/** A column that a fetch saw, or that the catalog has. */
export function knownColumn(seen: KnownColumn): DraftColumn {
  const { path, dataType, nullable, primaryKey, description, tags } = seen;
  return { key: nextKey(), path: printPath(path), dataType, nullable, primaryKey, description, tags, seen };
}

export function tagsOf({ tags }: Pick<DraftColumn, "tags">): string[] {
  return [...new Set(tags.split(/[,，]/u).map((tag) => tag.trim()))].filter((tag) => tag !== "");
}

/** A column on which nothing was typed. */
export function isBlank({ path, dataType, description, tags, seen }: DraftColumn): boolean {
  return !seen && [path, dataType, description, tags].every((text) => text.trim() === "");
}

export function pathOf({ path, seen }: DraftColumn): string[] | undefined {
  // A source's own path may hold what nobody could type.
  return seen && printPath(seen.path) === path ? seen.path : parsePath(path.trim());
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

/** The columns of the primary key in its order. */
export function keyOf(columns: readonly DraftColumn[]): DraftColumn[] {
  return columns
    .filter(({ primaryKey }) => primaryKey !== null)
    .sort((one, other) => (one.primaryKey ?? 0) - (other.primaryKey ?? 0));
}

/** The columns with one of them at this place of the primary key, or out of it; the others close up or make room. */
export function placeInKey(columns: readonly DraftColumn[], key: string, place: number | null): DraftColumn[] {
  const order = keyOf(columns)
    .map((column) => column.key)
    .filter((other) => other !== key);
  if (place !== null) order.splice(Math.max(0, place - 1), 0, key);
  return columns.map((column) => {
    const at = order.indexOf(column.key);
    const primaryKey = at < 0 ? null : at + 1;
    return column.primaryKey === primaryKey ? column : { ...column, primaryKey };
  });
}

/**
 * The place that is meant by what stands in its field, of a key with so many columns. Who types a digit behind the one
 * that is there means both where the key is that long, else the new one alone.
 */
export function placeTyped(text: string, count: number): number | undefined {
  const whole = Number.parseInt(text, 10);
  if (whole >= 1 && whole <= count) return whole;
  const last = Number.parseInt(text.slice(-1), 10);
  return last >= 1 ? last : undefined;
}

/** A column as the server takes it: a new one whole, of a known one what was changed. */
export interface ToldColumn {
  key: string;
  input: ColumnInput;
  changed: boolean;
}

/** The columns on which something was typed, in their order. */
export function told(columns: readonly DraftColumn[]): ToldColumn[] {
  const all = columns.filter((column) => !isBlank(column));
  const places = new Map(keyOf(all).map(({ key }, at) => [key, at + 1]));
  return all.map((column) => {
    const { key, dataType, nullable, description, seen } = column;
    const path = pathOf(column) ?? [];
    const primaryKey = places.get(key) ?? null;
    const text = description.trim() || null;
    const tags = tagsOf(column);
    if (!seen) {
      const input = { path, dataType: dataType.trim(), nullable, primaryKey, description: text };
      return { key, input: tags.length > 0 ? { ...input, tags } : input, changed: true };
    }
    const change = {
      ...(dataType !== seen.dataType && { dataType: dataType.trim() }),
      ...(nullable !== seen.nullable && { nullable }),
      ...(primaryKey !== seen.primaryKey && { primaryKey }),
      ...(description !== seen.description && { description: text }),
      ...(column.tags !== seen.tags && { tags }),
    };
    const moved = printPath(path) !== printPath(seen.path);
    return { key, input: { id: seen.id, path, ...change }, changed: moved || Object.keys(change).length > 0 };
  });
}
