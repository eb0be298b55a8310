import { type DraftColumn, type KnownColumn, keyOf, knownColumn, tagsOf } from "~/shared/model/columns";
import { printPath } from "~/shared/model/path";
import { knownOf, type Stored } from "./edit";
import { mergedList } from "./overlap";

/** The facts of a column that are merged one by one. The key is a matter of all columns together. */
const FIELDS = ["path", "dataType", "nullable", "description"] as const;
export type MergedField = (typeof FIELDS)[number];

/** Where both changed the same: what was typed stands until the other is chosen. */
export type Clash =
  | {
      kind: "field";
      key: string;
      name: string;
      field: MergedField;
      mine: string | boolean;
      theirs: string | boolean;
    }
  /** The columns of the primary key, in its order. */
  | { kind: "key"; mine: string[]; theirs: string[] }
  /** The other removed what was changed here. */
  | { kind: "gone"; key: string; name: string; column: DraftColumn }
  /** The other changed what was removed here. */
  | { kind: "removed"; key: string; name: string; column: DraftColumn; at: number };

/** What was typed into the columns as they were before, over the columns as they are now. */
export function rebase(drafts: readonly DraftColumn[], before: readonly Stored[], now: readonly Stored[]) {
  const was = new Map(before.map((column) => [column.id, column]));
  const is = new Map(now.map((column) => [column.id, column]));
  const clashes: Clash[] = [];
  const merged: DraftColumn[] = [];
  for (const draft of drafts) {
    const id = draft.seen?.id;
    if (!id) {
      merged.push(draft);
      continue;
    }
    const theirs = is.get(id);
    if (theirs) merged.push(mergedColumn(draft, knownOf(theirs), clashes));
    else if (isTouched(draft)) {
      // It is written anew, unless the other is followed.
      const { seen: _, ...column } = draft;
      clashes.push({ kind: "gone", key: draft.key, name: draft.path, column });
      merged.push(column);
    }
  }

  const kept = new Set(drafts.map(({ seen }) => seen?.id));
  const ordered = isReordered(drafts, before) ? merged : inOrderOf(merged, now);
  now.forEach((column, at) => {
    if (kept.has(column.id)) return;
    const old = was.get(column.id);
    if (!old) ordered.splice(placeOf(ordered, now, at), 0, knownColumn(knownOf(column)));
    else if (!isSame(old, column)) {
      const back = knownColumn(knownOf(column));
      clashes.push({ kind: "removed", key: back.key, name: back.path, column: back, at: placeOf(ordered, now, at) });
    }
  });
  return withKey(ordered, drafts, before, now, clashes);
}

/** The columns with one clash decided. */
export function decided(columns: readonly DraftColumn[], clash: Clash, side: "mine" | "theirs"): DraftColumn[] {
  if (clash.kind === "field") {
    return columns.map((column) => (column.key === clash.key ? { ...column, [clash.field]: clash[side] } : column));
  }
  if (clash.kind === "key") {
    return columns.map((column) => {
      const at = clash[side].indexOf(column.key);
      return { ...column, primaryKey: at < 0 ? null : at + 1 };
    });
  }
  const there = columns.some(({ key }) => key === clash.key);
  const wanted = clash.kind === "gone" ? side === "mine" : side === "theirs";
  if (there === wanted) return [...columns];
  if (!wanted) return columns.filter(({ key }) => key !== clash.key);
  const at = clash.kind === "removed" ? clash.at : columns.length;
  return [...columns.slice(0, at), clash.column, ...columns.slice(at)];
}

function mergedColumn(draft: DraftColumn, theirs: KnownColumn, clashes: Clash[]): DraftColumn {
  const old = knownColumn(draft.seen ?? theirs);
  const now = knownColumn(theirs);
  const next = { ...draft, seen: theirs };
  for (const field of FIELDS) {
    const [base, mine, their] = [old[field], draft[field], now[field]];
    if (mine === base) Object.assign(next, { [field]: their });
    else if (their !== base && their !== mine) {
      clashes.push({ kind: "field", key: draft.key, name: now.path, field, mine, theirs: their });
    }
  }
  next.tags = draft.tags === old.tags ? now.tags : mergedList(tagsOf(old), tagsOf(draft), tagsOf(now)).join(", ");
  return next;
}

/** Whether something was typed on a known column; its place in the key is not its own alone. */
function isTouched(draft: DraftColumn): boolean {
  if (!draft.seen) return true;
  const old = knownColumn(draft.seen);
  return draft.tags !== old.tags || FIELDS.some((field) => draft[field] !== old[field]);
}

const isSame = (one: Stored, other: Stored): boolean =>
  JSON.stringify({ ...knownOf(one), primaryKey: null }) === JSON.stringify({ ...knownOf(other), primaryKey: null });

function isReordered(drafts: readonly DraftColumn[], before: readonly Stored[]): boolean {
  const kept = drafts.flatMap(({ seen }) => seen?.id ?? []);
  const ids = new Set(kept);
  return before.filter(({ id }) => ids.has(id)).some(({ id }, at) => kept[at] !== id);
}

/** Known columns in the order of the table; what was added stays behind what it was added behind. */
function inOrderOf(columns: readonly DraftColumn[], now: readonly Stored[]): DraftColumn[] {
  const places = new Map(now.map(({ id }, at) => [id, at]));
  let last = -1;
  return columns
    .map((column) => {
      last = places.get(column.seen?.id ?? "") ?? last;
      return { column, place: last };
    })
    .sort((one, other) => one.place - other.place)
    .map(({ column }) => column);
}

/** Behind the nearest column before it that is there. */
function placeOf(columns: readonly DraftColumn[], now: readonly Stored[], at: number): number {
  for (let before = at - 1; before >= 0; before -= 1) {
    const found = columns.findIndex(({ seen }) => seen?.id === now[before]?.id);
    if (found >= 0) return found + 1;
  }
  return 0;
}

const storedKey = (columns: readonly Stored[]) =>
  columns
    .filter(({ primaryKey }) => primaryKey !== null)
    .sort((one, other) => (one.primaryKey ?? 0) - (other.primaryKey ?? 0))
    .map(({ id }) => id);

function withKey(
  columns: DraftColumn[],
  drafts: readonly DraftColumn[],
  before: readonly Stored[],
  now: readonly Stored[],
  clashes: Clash[],
) {
  const base = storedKey(before).join();
  const mine = keyOf(drafts).map(({ key, seen }) => seen?.id ?? key);
  const theirs = storedKey(now);
  const keyFor = (ids: readonly string[]) =>
    ids.flatMap((id) => columns.find(({ key, seen }) => (seen?.id ?? key) === id)?.key ?? []);
  const clash: Clash = { kind: "key", mine: keyFor(mine), theirs: keyFor(theirs) };
  const isMine = mine.join() !== base;
  if (isMine && theirs.join() !== base && mine.join() !== theirs.join()) clashes.push(clash);
  return { columns: decided(columns, clash, isMine ? "mine" : "theirs"), clashes };
}

/** What somebody else made of the columns. */
export type TheirChange =
  | { kind: "ADDED" | "REMOVED"; name: string }
  | { kind: "CHANGED"; name: string; field: MergedField | "primaryKey" | "tags"; before: unknown; now: unknown }
  | { kind: "MOVED" };

export function theirChanges(before: readonly Stored[], now: readonly Stored[]): TheirChange[] {
  const was = new Map(before.map((column) => [column.id, column]));
  const ids = new Set(now.map(({ id }) => id));
  const changes: TheirChange[] = [];
  for (const column of now) {
    const name = printPath(column.path);
    const old = was.get(column.id);
    if (!old) {
      changes.push({ kind: "ADDED", name });
      continue;
    }
    const [one, other] = [knownColumn(knownOf(old)), knownColumn(knownOf(column))];
    for (const field of [...FIELDS, "primaryKey", "tags"] as const) {
      if (one[field] !== other[field]) {
        changes.push({ kind: "CHANGED", name, field, before: one[field], now: other[field] });
      }
    }
  }
  for (const { id, path } of before) if (!ids.has(id)) changes.push({ kind: "REMOVED", name: printPath(path) });
  const both = (columns: readonly Stored[]) =>
    columns.filter(({ id }) => was.has(id) && ids.has(id)).map(({ id }) => id);
  if (both(before).join() !== both(now).join()) changes.push({ kind: "MOVED" });
  return changes;
}

/** The columns of a key by their names. */
export const namesOf = (columns: readonly DraftColumn[], keys: readonly string[]): string =>
  keys.map((key) => columns.find((column) => column.key === key)?.path ?? "?").join(", ");
