import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import { withAllColumns } from "~/shared/graphql/whole";

const TABLE = graphql(`
  query Table($id: ID!) {
    table(id: $id) {
      id version name schema externalName externalSchema qualifiedName kind description sourceComment tags owner
      source { id name isActive }
      ...TableFacts
    }
  }
`);

const COLUMNS = graphql(`
  query Columns($id: ID!, $filter: String) {
    table(id: $id) {
      id
      version
      columnCount
      columns(first: 5000, filter: $filter) { nodes { id path origin dataType overridden ...ColumnRow } pageInfo { hasNextPage } }
    }
  }
`);

const EDITED = graphql(`
  query EditedColumns($id: ID!) {
    table(id: $id) {
      id version
      columns(first: 5000) {
        nodes { id path dataType nullable primaryKey description tags }
        pageInfo { hasNextPage }
      }
    }
  }
`);

const DETAILS = graphql(`
  query ColumnDetails($id: ID!, $after: String) {
    table(id: $id) {
      id
      columns(first: 5000, after: $after) { nodes { id ...ColumnDetails } pageInfo { hasNextPage endCursor } }
    }
  }
`);

const ENGINE_FACTS = graphql(`
  query EngineFacts($id: ID!) {
    table(id: $id) {
      id definition properties
      keys { kind name columns referencedColumns references { schema name } }
    }
  }
`);

const REFERENCED = graphql(`
  query ReferencedTable($source: String, $schema: String, $name: String!) {
    tableByName(source: $source, schema: $schema, name: $name) { id qualifiedName }
  }
`);

export const EDIT_COLUMNS = graphql(`
  mutation EditColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {
    saveColumns(tableId: $id, version: $version, columns: $columns) {
      table { id }
      changeset { id }
      warnings { title }
    }
  }
`);

export const BIND_TABLE = graphql(`
  mutation BindTable(
    $id: ID!, $version: Int!, $sourceId: ID, $externalSchema: String, $externalName: String
    $boundTwice: Boolean!, $dryRun: Boolean!
  ) {
    bindTable(
      id: $id, version: $version, sourceId: $sourceId, externalSchema: $externalSchema, externalName: $externalName
      boundTwice: $boundTwice, dryRun: $dryRun
    ) {
      table { id }
      changeset { id }
      warnings { title }
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

/** Writes to one table follow each other: each is over the version that the one before has made. */
export const writesTo = (id: string) => ({ id: `table ${id}` });

/** The newest version of a table that is known here. */
export const versionOf = (queries: QueryClient, id: string): number =>
  queries.getQueryData(tableOptions(id).queryKey)?.table?.version ?? 0;

/** The columns as they are when somebody begins to edit them: they stay so under his hands. */
export const editedColumnsOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.table(id), "edited"],
    queryFn: () => ask(EDITED, { id }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** What is asked only when somebody looks at one column: it may be much. */
export const columnDetailsOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.table(id), "details"],
    queryFn: () => withAllColumns(async (after) => (await ask(DETAILS, { id, after })).table),
  });

/** What the engine says of a table beside its columns. */
export const engineFactsOptions = (id: string) =>
  queryOptions({ queryKey: [...keys.table(id), "engine"], queryFn: () => ask(ENGINE_FACTS, { id }) });

/** The table that a foreign key points to, where the catalog has it. */
export const referencedOptions = (source: string | null, schema: string | null, name: string) =>
  queryOptions({
    queryKey: [...keys.tables, "named", source, schema, name],
    queryFn: () => ask(REFERENCED, { source, schema, name }),
    retry: false,
  });
