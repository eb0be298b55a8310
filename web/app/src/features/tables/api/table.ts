import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

const TABLE = graphql(`
  query Table($id: ID!) {
    table(id: $id) {
      id version qualifiedName kind description tags owner
      source { id name isActive }
      ...TableFacts
    }
  }
`);

const COLUMNS = graphql(`
  query Columns($id: ID!, $filter: String) {
    table(id: $id) {
      id
      columnCount
      columns(first: 5000, filter: $filter) { nodes { id path ...ColumnRow } pageInfo { hasNextPage } }
    }
  }
`);

export const UPDATE_TABLE = graphql(`
  mutation UpdateTable($id: ID!, $version: Int!, $patch: TablePatch!) {
    updateTable(id: $id, version: $version, patch: $patch) { table { id } changeset { id } warnings { title } }
  }
`);

export const UPDATE_COLUMNS = graphql(`
  mutation UpdateColumns($id: ID!, $version: Int!, $patches: [ColumnPatch!]!) {
    updateColumns(tableId: $id, version: $version, patches: $patches) { table { id } changeset { id } }
  }
`);

export const DELETE_TABLE = graphql(`
  mutation DeleteTable($id: ID!, $version: Int!) {
    deleteTable(id: $id, version: $version) { changeset { id } warnings { title } }
  }
`);

export const tableOptions = (id: string) =>
  queryOptions({ queryKey: keys.table(id), queryFn: () => ask(TABLE, { id }) });

export const columnsOptions = (id: string, filter: string) =>
  queryOptions({
    queryKey: keys.columns(id, filter),
    queryFn: () => ask(COLUMNS, { id, filter: filter || null }),
    placeholderData: (before) => before,
  });
