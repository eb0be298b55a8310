import type { Entry, ShownEntry } from "./diff";

/** What a fetch found, sorted by what there is to decide. */
export interface Review {
  /** What accepting changes. */
  offered: ShownEntry[];
  /** What the source changed beneath what a person wrote: that stands, whatever is accepted. */
  overruled: ShownEntry[];
  /** What looks different and is not, for whoever reads; it is accepted with the rest. */
  silent: ShownEntry[];
}

/** The entries with what is shown of the table until now where nothing was observed of it yet. */
export function asShown(entries: readonly Entry[], kind: string | undefined): Entry[] {
  return entries.map((entry) =>
    entry.field === "kind" && isEmpty(entry.stored) ? { ...entry, stored: kind ?? null } : entry,
  );
}

interface Typed {
  id: string;
  dataType: string;
  origin: string;
  overridden: readonly string[];
}

/** The entries, those of renamed columns with their type where that is another: the fetch tells it of the new name alone. */
export function withTypes(entries: readonly Entry[], columns: readonly Typed[]): ShownEntry[] {
  return entries.map((entry) => {
    if (entry.kind !== "RENAMED") return entry;
    const is = entries.find((one) => one.kind === "ADDED" && isPartOf(one, entry))?.observed;
    const column = columns.find(({ id }) => id === entry.columnId);
    if (!column || typeof is !== "string" || is === column.dataType) return entry;
    // What people wrote stands.
    const stands = column.origin === "MANUAL" || column.overridden.includes("dataType");
    return { ...entry, type: { was: column.dataType, is, stands } };
  });
}

/** With the renames that are accepted: what they stand for is nothing to decide on. */
export function reviewOf(entries: readonly ShownEntry[], accepted: ReadonlySet<string>): Review {
  const review: Review = { offered: [], overruled: [], silent: [] };
  const renames = entries.filter(({ id, kind }) => kind === "RENAMED" && accepted.has(id));
  for (const entry of entries) {
    if (renames.some((rename) => isPartOf(entry, rename))) review.silent.push(entry);
    else if (entry.kind !== "CHANGED") review.offered.push(entry);
    else if (isSame(entry.stored, entry.observed)) review.silent.push(entry);
    else if (isEmpty(entry.overridden)) review.offered.push(entry);
    else if (isSame(entry.overridden, entry.observed)) review.silent.push(entry);
    else review.overruled.push(entry);
  }
  return review;
}

/** Whether an entry is the removal or the addition that a rename stands for. */
function isPartOf(entry: Entry, rename: Entry): boolean {
  if (entry.kind === "ADDED") return JSON.stringify(entry.path) === JSON.stringify(rename.path);
  return entry.kind === "REMOVED" && entry.columnId !== null && entry.columnId === rename.columnId;
}

/** With some taken or left. Who leaves a rename did not ask for what it stands for either, until that is taken by itself. */
export function withTicks(
  entries: readonly Entry[],
  accepted: ReadonlySet<string>,
  ids: readonly string[],
  whether: boolean,
): Set<string> {
  if (whether) return new Set([...accepted, ...ids]);
  const renames = entries.filter(({ id, kind }) => kind === "RENAMED" && ids.includes(id) && accepted.has(id));
  const parts = entries.filter((entry) => renames.some((rename) => isPartOf(entry, rename)));
  const left = new Set([...ids, ...parts.map(({ id }) => id)]);
  return new Set([...accepted].filter((id) => !left.has(id)));
}

/** What `applyFetched` takes; null for all. */
export function acceptedIds(entries: readonly Entry[], accepted: ReadonlySet<string>): string[] | null {
  const { offered, overruled, silent } = reviewOf(entries, accepted);
  const left = offered.filter(({ id }) => !accepted.has(id));
  if (left.length === 0) return null;
  // The source's side of what a person wrote is noted too: it is what one goes back to.
  const ids = new Set([...overruled, ...silent].map(({ id }) => id));
  return entries.map(({ id }) => id).filter((id) => accepted.has(id) || ids.has(id));
}

interface Written {
  id: string;
  path: string[];
  origin: string;
}

/** Columns that were written by hand and that the source does not have: nothing of the fetch is about them. */
export function unknownToSource<Column extends Written>(
  columns: readonly Column[],
  entries: readonly Entry[],
): Column[] {
  const found = new Set(entries.map(({ columnId }) => columnId));
  return columns.filter(({ id, origin }) => origin === "MANUAL" && !found.has(id));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Nothing is nothing, in whatever form. */
const isSame = (one: unknown, other: unknown): boolean =>
  (isEmpty(one) && isEmpty(other)) || JSON.stringify(one) === JSON.stringify(other);

/** A key as the server tells it. */
export interface ToldKey {
  kind: string;
  name?: string | null;
  columns: string[];
  references?: { schema?: string | null; name: string; columns?: string[] } | null;
}

/** The keys of a list that the other does not have. */
export function keysBeside(keys: unknown, others: unknown): ToldKey[] {
  const known = new Set(list(others).map((key) => JSON.stringify(key)));
  return list(keys).filter((key) => !known.has(JSON.stringify(key)));
}

const list = (value: unknown): ToldKey[] => (Array.isArray(value) ? (value as ToldKey[]) : []);

/** The members of two objects that differ. */
export function differingMembers(old: unknown, now: unknown): { name: string; old: unknown; now: unknown }[] {
  const [one, other] = [members(old), members(now)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((name) => ({ name, old: one.get(name), now: other.get(name) }))
    .filter((member) => !isSame(member.old, member.now));
}

const members = (value: unknown) =>
  new Map<string, unknown>(typeof value === "object" && value !== null ? Object.entries(value) : []);
