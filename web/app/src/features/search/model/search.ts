import { text } from "~/shared/model/search";

/** What the address of the page says. */
export interface SearchSearch {
  q?: string;
}

export function parseSearchSearch(raw: Record<string, unknown>): SearchSearch {
  return { q: text(raw.q) };
}
