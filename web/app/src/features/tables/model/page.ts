import { oneOf, text } from "~/shared/model/search";

export const TABS = ["columns", "about", "history"] as const;
export type Tab = (typeof TABS)[number];

/** What the address of a table's page says. */
export interface TablePageSearch {
  tab?: Tab;
  /** The text that the columns are filtered by. */
  q?: string;
}

export function parseTablePageSearch(raw: Record<string, unknown>): TablePageSearch {
  return { tab: oneOf(TABS, raw.tab), q: text(raw.q) };
}
