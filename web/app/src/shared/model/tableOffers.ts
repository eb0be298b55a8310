import type { TableKind } from "~/shared/graphql/generated/graphql";

/** A table that is not in the catalog, and that can be brought in where it is needed. */
export type Offer =
  | { how: "fetch"; source: SourceChoice; schema?: string; name: string; typed: boolean }
  | { how: "write"; name: string };

export interface SourceChoice {
  id: string;
  name: string;
}

/** A table as a source names it. */
export interface SourceTable {
  schema?: string | null;
  name: string;
}

/** A table of the catalog, with what its source calls it when that was told. */
interface Known {
  qualifiedName: string;
  externalSchema?: string | null;
  externalName?: string | null;
  source?: { id: string } | null;
}

/** A table of the catalog that is bound to a source. */
export interface BoundTable extends Known {
  id: string;
  kind: TableKind;
  source: SourceChoice | null;
}

/** So many names of one source are offered: the list is there to be typed at. */
const OF_ONE_SOURCE = 6;

/** What its source calls a table of the catalog. */
export const atSource = ({ qualifiedName, externalSchema, externalName }: Known) =>
  externalName ? labelOf({ schema: externalSchema, name: externalName }) : qualifiedName;

export const labelOf = ({ schema, name }: SourceTable) => [schema, name].filter(Boolean).join(".");

/** Whether every word of a text is in a name. */
export function hasWords(name: string, text: string): boolean {
  const lower = name.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => lower.includes(word));
}

/**
 * What is offered beside the tables of the catalog: what the sources have of that name, what was typed from each source
 * that has no such name, and what was typed by hand.
 */
export function offersOf(
  typed: string,
  sources: readonly SourceChoice[],
  found: ReadonlyMap<string, readonly SourceTable[]>,
  known: readonly Known[],
): Offer[] {
  const fetched = sources.flatMap((source): Offer[] => {
    const taken = new Set(known.filter((table) => table.source?.id === source.id).map(atSource));
    const names = found.get(source.id) ?? [];
    const exact = new Set(names.map(labelOf));
    // What was bound by hand may be spelled otherwise: then it is the one that is alike.
    const spelled = [...taken].filter((name) => !exact.has(name));
    const isTaken = (label: string) => taken.has(label) || spelled.some((name) => isAlike(name, label));
    const offered = names
      .filter((table) => !isTaken(labelOf(table)))
      .slice(0, OF_ONE_SOURCE)
      .map(({ schema, name }): Offer => ({ how: "fetch", source, schema: schema ?? undefined, name, typed: false }));
    const isThere =
      [...taken].some((name) => isAlike(name, typed)) ||
      names.some((table) => [labelOf(table), table.name].some((name) => isAlike(name, typed)));
    return typed === "" || isThere ? offered : [...offered, { how: "fetch", source, name: typed, typed: true }];
  });
  const isKnown = known.some(({ qualifiedName }) => isAlike(qualifiedName, typed));
  return typed === "" || isKnown ? fetched : [...fetched, { how: "write", name: typed }];
}

/** The tables that have a text in what their sources call them, beside those that were found by what the catalog does. */
export function boundAs<Bound extends BoundTable>(
  typed: string,
  bound: readonly Bound[],
  found: readonly { id: string }[],
): Bound[] {
  if (typed === "") return [];
  const there = new Set(found.map(({ id }) => id));
  return bound.filter((table) => !there.has(table.id) && hasWords(atSource(table), typed)).slice(0, OF_ONE_SOURCE);
}

const isAlike = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** The sources with the one that is most likely meant first. */
export function likelyFirst(sources: readonly SourceChoice[], ...likely: (string | undefined)[]): SourceChoice[] {
  const rank = ({ id }: SourceChoice) => (likely.includes(id) ? likely.indexOf(id) : likely.length);
  return [...sources].sort((one, other) => rank(one) - rank(other));
}
