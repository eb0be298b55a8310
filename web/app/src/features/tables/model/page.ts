import { oneOf, text } from "~/shared/model/search";

export const TABS = ["columns", "lineage", "about", "history"] as const;
export type Tab = (typeof TABS)[number];

/** What the address of a table's page says. */
export interface TablePageSearch {
  tab?: Tab;
  /** The text that the columns are filtered by. */
  q?: string;
  /** Whether the columns are edited. */
  edit?: "yes";
  /** The id of the column whose details are shown. */
  column?: string;
  /** Whether lineage is added, on its tab. */
  add?: "yes";
  /** What is open beside the table. */
  open?: "fetch" | "bind";
}

export function parseTablePageSearch(raw: Record<string, unknown>): TablePageSearch {
  return {
    tab: oneOf(TABS, raw.tab),
    q: text(raw.q),
    edit: oneOf(["yes"] as const, raw.edit),
    column: text(raw.column),
    add: oneOf(["yes"] as const, raw.add),
    open: oneOf(["fetch", "bind"] as const, raw.open),
  };
}
