import { queryOptions } from "@tanstack/react-query";
import type { BoundTable, SourceTable } from "~/shared/model/tableOffers";
import { ask } from "./client";
import { graphql } from "./generated";
import { keys } from "./keys";

const BOUND_TABLES = graphql(`
  query BoundTables($sourceId: ID!, $names: [ExternalName!]!) {
    boundTables(sourceId: $sourceId, names: $names) {
      id qualifiedName kind externalSchema externalName source { id name }
    }
  }
`);

/** So many names are looked up at once. */
const MOST = 100;

const lookUp = async (sourceId: string, tables: readonly SourceTable[]): Promise<readonly BoundTable[]> => {
  const names = tables.slice(0, MOST).map(({ schema, name }) => ({ schema, name }));
  return (await ask(BOUND_TABLES, { sourceId, names })).boundTables;
};

/** Those of some tables of a source that the catalog has, whatever it calls them. */
export const boundOptions = (sourceId: string, tables: readonly SourceTable[]) =>
  queryOptions({
    queryKey: keys.boundTables(
      sourceId,
      tables.map(({ schema, name }) => [schema ?? "", name]),
    ),
    queryFn: () => lookUp(sourceId, tables),
    enabled: tables.length > 0,
    staleTime: 10_000,
  });

/** The table of the catalog that is this one of a source, whatever the catalog calls it. */
export const tableAt = async (sourceId: string, table: SourceTable): Promise<BoundTable | undefined> =>
  (await lookUp(sourceId, [table]))[0];
