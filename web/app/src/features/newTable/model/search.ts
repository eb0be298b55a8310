import { text } from "~/shared/model/search";

/** What the address of the page says. */
export interface NewTableSearch {
  /** The id of a source. */
  source?: string;
  /** A name to begin with. */
  name?: string;
}

export function parseNewTableSearch(raw: Record<string, unknown>): NewTableSearch {
  return { source: text(raw.source), name: text(raw.name) };
}
