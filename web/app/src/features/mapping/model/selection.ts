/** What is chosen of a list, where one is in it, and from where a range is chosen. */
export interface Selection {
  chosen: ReadonlySet<string>;
  active: string | undefined;
  anchor: string | undefined;
}

export const NOTHING: Selection = { chosen: new Set(), active: undefined, anchor: undefined };

interface Modifiers {
  shift?: boolean;
  toggle?: boolean;
}

/** A click: alone it chooses one, with Ctrl one more or less, with Shift all up to it. */
export function click(
  selection: Selection,
  ids: readonly string[],
  id: string,
  { shift, toggle }: Modifiers,
): Selection {
  if (shift && selection.anchor !== undefined) {
    return { chosen: between(ids, selection.anchor, id), active: id, anchor: selection.anchor };
  }
  if (toggle) return { chosen: toggled(selection.chosen, id), active: id, anchor: id };
  return { chosen: new Set([id]), active: id, anchor: id };
}

const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at) => at + 10,
  PageUp: (at) => at - 10,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** A key: arrows go through the list (with Shift they choose on the way), space chooses, Escape lets go. */
export function press(
  selection: Selection,
  ids: readonly string[],
  key: string,
  { shift }: Modifiers,
): Selection | undefined {
  if (key === "Escape") return selection.chosen.size > 0 ? { ...selection, chosen: new Set() } : undefined;
  if (key === " " && selection.active !== undefined) {
    return { chosen: toggled(selection.chosen, selection.active), active: selection.active, anchor: selection.active };
  }
  const step = STEPS[key];
  if (!step || ids.length === 0) return undefined;
  const at = selection.active === undefined ? -1 : ids.indexOf(selection.active);
  // Into a list one comes at its begin, whichever way one goes.
  const to = at < 0 && key.startsWith("Arrow") ? 0 : Math.min(Math.max(step(at, ids.length), 0), ids.length - 1);
  const active = ids[to];
  if (active === undefined) return undefined;
  if (!shift) return { ...selection, active, anchor: active };
  const anchor = selection.anchor ?? active;
  return { chosen: between(ids, anchor, active), active, anchor };
}

/** What is chosen, in the order of the list; where one is when nothing is. */
export function chosenOf({ chosen, active }: Selection, ids: readonly string[]): string[] {
  const found = ids.filter((id) => chosen.has(id));
  if (found.length > 0) return found;
  return active !== undefined && ids.includes(active) ? [active] : [];
}

function between(ids: readonly string[], one: string, other: string): ReadonlySet<string> {
  const places = [ids.indexOf(one), ids.indexOf(other)];
  if (places.includes(-1)) return new Set([other]);
  return new Set(ids.slice(Math.min(...places), Math.max(...places) + 1));
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}
