import { type DraftColumn, type KnownColumn, keyOf, knownColumn, tagsOf } from "~/shared/model/columns";
import { printPath } from "~/shared/model/path";
import { type Clash, decided, FIELDS, inOrder, type MergedField } from "./clash";
import { knownOf, type Stored } from "./edit";
import { mergedList } from "./overlap";

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
  const moved = isReordered(drafts, before);
  const places = new Map(now.map(({ id }, at) => [id, at]));
  const inTheirs = inOrder(merged, ({ seen }) => places.get(seen?.id ?? ""));
  const ordered = moved ? merged : inTheirs;
  now.forEach((column, at) => {
    if (kept.has(column.id)) return;
    const old = was.get(column.id);
    if (!old) ordered.splice(placeOf(ordered, now, at), 0, knownColumn(knownOf(column)));
    else if (!isSame(old, column)) {
      const back = knownColumn(knownOf(column));
      clashes.push({ kind: "removed", key: back.key, name: back.path, column: back, at: placeOf(ordered, now, at) });
    }
  });
  const mine = ordered.map(({ key }) => key);
  if (moved && isMoved(before, now)) {
    const theirs = inOrder(ordered, ({ seen }) => places.get(seen?.id ?? "")).map(({ key }) => key);
    if (theirs.join() !== mine.join()) clashes.push({ kind: "order", mine, theirs });
  }
  return withKey(ordered, drafts, before, now, clashes);
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

/** Whether something was typed on a known column; its place in the key is not its own alone, that it is in it is. */
function isTouched(draft: DraftColumn): boolean {
  if (!draft.seen) return true;
  const old = knownColumn(draft.seen);
  const isPutIntoKey = draft.primaryKey !== null && old.primaryKey === null;
  return isPutIntoKey || draft.tags !== old.tags || FIELDS.some((field) => draft[field] !== old[field]);
}

const isSame = (one: Stored, other: Stored): boolean =>
  JSON.stringify({ ...knownOf(one), primaryKey: null }) === JSON.stringify({ ...knownOf(other), primaryKey: null });

function isReordered(drafts: readonly DraftColumn[], before: readonly Stored[]): boolean {
  const kept = drafts.flatMap(({ seen }) => seen?.id ?? []);
  const ids = new Set(kept);
  return before.filter(({ id }) => ids.has(id)).some(({ id }, at) => kept[at] !== id);
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
  // One that is written anew has no id any more.
  const there = new Set(columns.map(({ key }) => key));
  const kept = keyOf(drafts).flatMap(({ key }) => (there.has(key) ? key : []));
  const clash: Clash = { kind: "key", mine: kept, theirs: keyFor(theirs) };
  const isMine = mine.join() !== base;
  if (isMine && theirs.join() !== base && mine.join() !== theirs.join()) clashes.push(clash);
  return { columns: decided(columns, clash, isMine ? "mine" : "theirs"), clashes };
}

/** Whether somebody else made another order of what is in both. */
function isMoved(before: readonly Stored[], now: readonly Stored[]): boolean {
  const both = (these: readonly Stored[], those: readonly Stored[]) => {
    const there = new Set(those.map(({ id }) => id));
    return these.flatMap(({ id }) => (there.has(id) ? id : [])).join();
  };
  return both(before, now) !== both(now, before);
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
  if (isMoved(before, now)) changes.push({ kind: "MOVED" });
  return changes;
}

/** The columns of a key by their names. */
export const namesOf = (columns: readonly DraftColumn[], keys: readonly string[]): string =>
  keys.map((key) => columns.find((column) => column.key === key)?.path ?? "?").join(", ");
