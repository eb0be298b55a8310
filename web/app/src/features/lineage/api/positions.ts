import type { Point } from "../model/box";

export type Moved = Readonly<Record<string, Point>>;

/** Where a person has moved tables in one view; kept by this browser. */
export async function loadMoved(view: string): Promise<Moved> {
  try {
    return JSON.parse(localStorage.getItem(view) ?? "{}") as Moved;
  } catch {
    return {};
  }
}

export async function saveMoved(view: string, moved: Moved): Promise<void> {
  try {
    if (Object.keys(moved).length > 0) localStorage.setItem(view, JSON.stringify(moved));
    else localStorage.removeItem(view);
  } catch {
    // Not remembered then.
  }
}
