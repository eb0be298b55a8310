import { text } from "~/shared/model/search";

/** Parts of the names of the columns that are shown. */
export interface Filters {
  filterFrom?: string;
  filterTo?: string;
}

/** What the address of the page says: the two tables, and what of each is shown. */
export interface MappingSearch extends Filters {
  from?: string;
  to?: string;
}

export function parseMappingSearch(raw: Record<string, unknown>): MappingSearch {
  return {
    from: text(raw.from),
    to: text(raw.to),
    filterFrom: text(raw.filterFrom),
    filterTo: text(raw.filterTo),
  };
}
