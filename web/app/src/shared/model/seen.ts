/** Something that somebody looked at in this browser. */
export interface Seen {
  kind: "table" | "source" | "lineage";
  id: string;
  /** What it was called then. */
  name: string;
}

const KEPT = 12;

/** What was looked at, newest first, each once. */
export function withSeen(list: readonly Seen[], seen: Seen): Seen[] {
  return [seen, ...without(list, seen)].slice(0, KEPT);
}

/** Without what is no longer there. */
export function without(list: readonly Seen[], { kind, id }: Pick<Seen, "kind" | "id">): Seen[] {
  return list.filter((other) => other.kind !== kind || other.id !== id);
}

const KINDS: readonly unknown[] = ["table", "source", "lineage"] satisfies Seen["kind"][];

/** The list that a text keeps: anybody can write into a browser's storage, so that what is no such list is empty. */
export function parseSeen(text: string | null): Seen[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter(isSeen).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

function isSeen(value: unknown): value is Seen {
  const seen = value as Partial<Seen> | null;
  return KINDS.includes(seen?.kind) && typeof seen?.id === "string" && typeof seen.name === "string";
}
