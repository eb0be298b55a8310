import type { TablePatchById } from "~/shared/graphql/generated/graphql";

/** What a bulk change has to know of a table. */
export interface ChosenTable {
  id: string;
  version: number;
  tags: readonly string[];
  qualifiedName: string;
  columnCount: number;
}

/** So many tables at most are changed at once: one changeset holds them. */
export const MOST = 1000;

/** Patches that give tables tags; those that have all of them stay as they are. */
export function withTags(tables: readonly ChosenTable[], added: readonly string[]): TablePatchById[] {
  return tables
    .filter(({ tags }) => added.some((tag) => !tags.includes(tag)))
    .map(({ id, version, tags }) => ({ id, version, tags: [...new Set([...tags, ...added])] }));
}

/** Patches that take tags from the tables that have one of them. */
export function withoutTags(tables: readonly ChosenTable[], removed: readonly string[]): TablePatchById[] {
  return tables
    .filter(({ tags }) => removed.some((tag) => tags.includes(tag)))
    .map(({ id, version, tags }) => ({ id, version, tags: tags.filter((tag) => !removed.includes(tag)) }));
}

/** The chosen ids with all between two rows, as a click with Shift means it. */
export function upTo(ids: readonly string[], from: string | undefined, to: string): string[] {
  const [a, b] = [ids.indexOf(from ?? to), ids.indexOf(to)];
  if (b < 0) return [];
  return a < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
