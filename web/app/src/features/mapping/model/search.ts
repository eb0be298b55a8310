import { text } from "~/shared/model/search";

/** What the address of the page says: the two tables. */
export interface MappingSearch {
  from?: string;
  to?: string;
}

export function parseMappingSearch(raw: Record<string, unknown>): MappingSearch {
  return { from: text(raw.from), to: text(raw.to) };
}
