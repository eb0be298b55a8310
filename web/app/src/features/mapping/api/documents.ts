import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { MappingColumnsQuery } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { wholeOf } from "~/shared/graphql/whole";
import { compactOf, edgesOf } from "~/shared/model/compact";

const COLUMNS = graphql(`
  query MappingColumns($id: ID!, $after: String) {
    table(id: $id) {
      id qualifiedName columnCount
      columns(first: 5000, after: $after) {
        nodes { id name logicalType dataType primaryKey }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const PROPOSALS = graphql(`
  query MappingProposals($from: ID!, $to: ID!) {
    proposeMapping(fromTable: $from, toTable: $to) { reason confidence from { id } to { id } }
  }
`);

const EXISTING = graphql(`
  query MappingExisting($from: ID!) {
    lineage(
      of: [$from], level: COLUMN, depth: 1, direction: DOWNSTREAM, limit: 20000
      filter: { statuses: [APPROVED, PROPOSED, REJECTED] }
    ) { truncated compact }
  }
`);

export const SAVE_MAPPING = graphql(`
  mutation SaveMapping($input: [LineageInput!]!, $message: String) {
    createLineage(input: $input, message: $message) { edges { id } changeset { id } warnings { title } }
  }
`);

export type MappedColumn = NonNullable<MappingColumnsQuery["table"]>["columns"]["nodes"][number];
export type MappedTable = Omit<NonNullable<MappingColumnsQuery["table"]>, "columns"> & { columns: MappedColumn[] };

export const columnsOptions = (id: string) =>
  queryOptions({ queryKey: [...keys.tables, "one", id, "mapping"], queryFn: () => tableWithAll(id) });

/** A table with all of its columns: those of later pages may be fed as well. */
async function tableWithAll(id: string) {
  const first = (await ask(COLUMNS, { id })).table;
  if (!first) return null;
  const { pageInfo } = first.columns;
  const rest = pageInfo.hasNextPage
    ? await wholeOf(async (after) => (await ask(COLUMNS, { id, after: after ?? pageInfo.endCursor })).table?.columns)
    : [];
  return { ...first, columns: [...first.columns.nodes, ...rest] };
}

export const proposalsOptions = (from: string, to: string) =>
  queryOptions({ queryKey: [...keys.lineage, "proposals", from, to], queryFn: () => ask(PROPOSALS, { from, to }) });

/** What runs already from the columns of a table, one step far. */
export const existingOptions = (from: string) =>
  queryOptions({
    queryKey: [...keys.lineage, "existing", from],
    queryFn: () => ask(EXISTING, { from }),
    select: ({ lineage }) => ({ edges: [...edgesOf(compactOf(lineage.compact))], truncated: lineage.truncated }),
  });
