import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { MappingColumnsQuery } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { edgesOf } from "../model/existing";

const COLUMNS = graphql(`
  query MappingColumns($id: ID!) {
    table(id: $id) {
      id qualifiedName columnCount
      columns(first: 5000) { nodes { id name logicalType dataType primaryKey } }
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

export type MappedTable = NonNullable<MappingColumnsQuery["table"]>;
export type MappedColumn = MappedTable["columns"]["nodes"][number];

export const columnsOptions = (id: string) =>
  queryOptions({ queryKey: [...keys.tables, "one", id, "mapping"], queryFn: () => ask(COLUMNS, { id }) });

export const proposalsOptions = (from: string, to: string) =>
  queryOptions({ queryKey: [...keys.lineage, "proposals", from, to], queryFn: () => ask(PROPOSALS, { from, to }) });

/** What runs already from the columns of a table, one step far. */
export const existingOptions = (from: string) =>
  queryOptions({
    queryKey: [...keys.lineage, "existing", from],
    queryFn: () => ask(EXISTING, { from }),
    select: ({ lineage }) => edgesOf(lineage.compact),
  });
