/** Which proposals are chosen, and the one that the keyboard is at. */
export interface Choice {
  chosen: ReadonlySet<string>;
  at: number;
}

/** What a decision is about: what is chosen and still waits, else what the keyboard is at. */
export function meant(ids: readonly string[], { chosen, at }: Choice): string[] {
  const waiting = ids.filter((id) => chosen.has(id));
  if (waiting.length > 0) return waiting;
  const one = ids[at];
  return one === undefined ? [] : [one];
}

/** Chosen when it was not, else no longer. */
export function toggled(chosen: ReadonlySet<string>, id: string): Set<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** A step up or down a list of this length, which ends at its ends. */
export function moved(at: number, by: number, length: number): number {
  return Math.max(0, Math.min(at + by, length - 1));
}
