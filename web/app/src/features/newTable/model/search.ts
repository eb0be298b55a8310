import { text } from "~/shared/model/search";

/** What the address of the page says. */
export interface NewTableSearch {
  /** The id of a source, or `none` when it was chosen that there is none. */
  source?: string;
  /** A name to begin with. */
  name?: string;
}

export const NO_SOURCE = "none";

export function parseNewTableSearch(raw: Record<string, unknown>): NewTableSearch {
  return { source: text(raw.source), name: text(raw.name) };
}
