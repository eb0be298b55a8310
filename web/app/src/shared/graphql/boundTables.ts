import { queryOptions } from "@tanstack/react-query";
import { atSource, type BoundTable, labelOf, type SourceTable } from "~/shared/model/tableOffers";
import { ask } from "./client";
import { graphql } from "./generated";
import { keys } from "./keys";

const BOUND_TABLES = graphql(`
  query BoundTables($filter: TableFilter!, $after: String) {
    tables(filter: $filter, first: 500, after: $after) {
      nodes { id qualifiedName kind externalSchema externalName source { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** So many tables of one source are looked through for one that the catalog calls otherwise. */
const LOOKED_THROUGH = 10_000;

const pageOf = async (filter: { sourceId: string; text?: string }, after?: string | null) =>
  (await ask(BOUND_TABLES, { filter, after })).tables;

/** Tables that are bound to a source, with what it calls them. */
export const boundOptions = (sourceId: string) =>
  queryOptions({
    queryKey: keys.boundTables(sourceId),
    queryFn: async (): Promise<BoundTable[]> => (await pageOf({ sourceId })).nodes,
    staleTime: 10_000,
  });

/** The table of the catalog that is this one of a source, whatever the catalog calls it. */
export async function tableAt(sourceId: string, table: SourceTable): Promise<BoundTable | undefined> {
  const name = labelOf(table);
  const isIt = (one: BoundTable) => atSource(one) === name;
  // Most are called as they are at the source.
  const likely = (await pageOf({ sourceId, text: table.name })).nodes.find(isIt);
  if (likely) return likely;
  let after: string | null | undefined;
  for (let seen = 0; seen < LOOKED_THROUGH; ) {
    const { nodes, pageInfo } = await pageOf({ sourceId }, after);
    const found = nodes.find(isIt);
    if (found || !pageInfo.hasNextPage || nodes.length === 0) return found;
    seen += nodes.length;
    after = pageInfo.endCursor;
  }
  return undefined;
}
