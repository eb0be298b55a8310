/** An import that was begun in this browser. */
export interface Recent {
  id: string;
  name: string;
  at: string;
}

/** The server keeps an import that long. */
const KEPT_MS = 24 * 3_600_000;
const MOST = 5;

/** Reads the list as it was kept; what is not one is none. */
export function parseRecent(text: string | null, now: number): Recent[] {
  let list: unknown;
  try {
    list = JSON.parse(text ?? "[]");
  } catch {
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.filter(isRecent).filter(({ at }) => now - Date.parse(at) < KEPT_MS);
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== "object" || value === null) return false;
  return ["id", "name", "at"].every((key) => typeof Reflect.get(value, key) === "string");
}

/** The list with one more, the newest first. */
export function withRecent(list: readonly Recent[], one: Recent): Recent[] {
  return [one, ...list.filter(({ id }) => id !== one.id)].slice(0, MOST);
}
