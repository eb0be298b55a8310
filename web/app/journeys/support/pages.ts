/** What the pages are of. */
interface Ids {
  source: string;
  table: string;
  other: string;
  column: string;
  edge: string;
}

/** A page, and what is on it when all of it is there. */
export type Pages = Record<string, [address: string, ready: string]>;

/** The pages that are there whatever the catalog holds, with what is on them in one that holds something. */
const ALWAYS: Pages = {
  start: ["/", "#main a[href^='/changes']"],
  sources: ["/sources", "#main tbody a"],
  "sources, a new one": ["/sources?edit=new", "[role=dialog] button"],
  "new table": ["/tables/new", "#main form input"],
  tables: ["/tables", "#main .rows-data a"],
  "tables, deleted": ["/tables?deleted=yes", "#main h1"],
  "lineage, empty": ["/lineage", "#main .start-choice a"],
  "mapping, empty": ["/mapping", "#main input"],
  review: ["/review", "#main .proposal"],
  changes: ["/changes", "#main article"],
  import: ["/import", "#main button"],
  people: ["/people", "#main tbody td"],
  tokens: ["/tokens", "#main button"],
  profile: ["/profile", "#main input"],
  audit: ["/audit", "#main .rows-data, #main tbody td"],
  search: ["/search?q=order", "#main .found a"],
  "search, nothing": ["/search?q=nothingatall", "#main"],
  "no such page": ["/nowhere", "#main a"],
  "no such table": ["/tables/00000000-0000-7000-8000-000000000000", "#main h1"],
};

/** Every page of a catalog that holds nothing yet: a heading, and what to begin with. */
export const EMPTY: Pages = Object.fromEntries(
  Object.entries(ALWAYS).map(([name, [address, ready]]) => [
    name,
    [address, ready.startsWith("#main") ? "#main h1, #main h2" : ready],
  ]),
);

/** Every page, those of one thing too. */
export function pagesOf({ source, table, other, column, edge }: Ids): Pages {
  const of = `of=${JSON.stringify([table])}`;
  return {
    ...ALWAYS,
    "sources, one open": [`/sources?edit=${source}`, "[role=dialog] input"],
    "tables, filtered": ["/tables?lineage=yes&sort=UPDATED_NEWEST", "#main .rows-data a"],
    table: [`/tables/${table}`, "#main .rows-data button"],
    "table, edited": [`/tables/${table}?edit=yes`, "#main input[data-field=path]"],
    "table, a column": [`/tables/${table}?column=${column}`, "[role=dialog] h2"],
    "table, lineage": [`/tables/${table}?tab=lineage`, "#main [role=tabpanel] .rows-data"],
    "table, about": [`/tables/${table}?tab=about`, "#main [role=tabpanel] dl, #main [role=tabpanel] input"],
    "table, history": [`/tables/${table}?tab=history`, "#main [role=tabpanel] article"],
    lineage: [`/lineage?${of}`, "#main .table-node"],
    "lineage, columns": [`/lineage?${of}&level=COLUMN`, "#main .table-node"],
    "lineage, a table": [`/lineage?${of}&node=${table}`, "#main .lineage-side a"],
    "lineage, an edge": [`/lineage?${of}&edge=${edge}`, "#main .lineage-side a"],
    "lineage, impact": [`/lineage?${of}&panel=impact`, "#main .lineage-side button"],
    "lineage, then and now": [`/lineage?${of}&since=1`, "#main [role=slider]"],
    mapping: [`/mapping?from=${table}&to=${other}`, "#main [role=option]"],
  };
}
