import type { TableFilter, TableKind, TableOrder } from "~/shared/graphql/generated/graphql";
import { TABLE_KINDS } from "~/shared/model/kinds";
import { every, listOf, oneOf, text, texts } from "~/shared/model/search";

export const ORDERS = every<TableOrder>({ NAME: true, UPDATED_NEWEST: true, FETCHED_NEWEST: true });
export const COLUMNS = ["source", "kind", "columns", "tags", "owner", "lineage", "fetched"] as const;
export type ColumnName = (typeof COLUMNS)[number];

/** What the address of the list says. */
export interface TableSearch {
  q?: string;
  /** The id of a source, or `none` for tables that have none. */
  source?: string;
  kind?: TableKind[];
  tag?: string[];
  owner?: string;
  lineage?: "yes" | "no";
  sort?: TableOrder;
  /** The columns that are shown; all when absent. */
  show?: ColumnName[];
  /** Whether deleted tables are listed instead. */
  deleted?: "yes";
}

export function parseTableSearch(raw: Record<string, unknown>): TableSearch {
  return {
    q: text(raw.q),
    source: text(raw.source),
    kind: listOf(TABLE_KINDS, raw.kind),
    tag: texts(raw.tag),
    owner: text(raw.owner),
    lineage: oneOf(["yes", "no"] as const, raw.lineage),
    sort: oneOf(ORDERS, raw.sort),
    show: listOf(COLUMNS, raw.show),
    deleted: oneOf(["yes"] as const, raw.deleted),
  };
}

export function filterOf({ q, source, kind, tag, owner, lineage }: TableSearch): TableFilter {
  return {
    ...(q && { text: q }),
    ...(source === "none" ? { bound: false } : source && { sourceId: source }),
    ...(kind && { kinds: kind }),
    ...(tag && { tags: tag }),
    ...(owner && { owner }),
    ...(lineage && { hasLineage: lineage === "yes" }),
  };
}

/** Nothing is filtered, the order stays. */
export const NO_FILTER: Partial<TableSearch> = {
  q: undefined,
  source: undefined,
  kind: undefined,
  tag: undefined,
  owner: undefined,
  lineage: undefined,
};
