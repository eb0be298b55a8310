import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import { wholeOf } from "~/shared/graphql/whole";

const COLUMN_NAMES = graphql(`
  query ColumnNames($id: ID!, $after: String) {
    table(id: $id) { id columns(first: 5000, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }
  }
`);

const TABLE_THEN = graphql(`
  query TableThen($id: ID!, $seq: Long!) {
    table(id: $id, asOf: { seq: $seq }) { id kind description }
  }
`);

const COLUMNS_THEN = graphql(`
  query ColumnsThen($id: ID!, $seq: Long!, $after: String) {
    table(id: $id, asOf: { seq: $seq }) {
      id
      columns(first: 5000, after: $after) {
        nodes { id dataType logicalType nullable default description }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const SOURCE_NAME = graphql(`
  query ChangedSource($id: ID!) {
    source(id: $id) { id name }
    changesets(filter: { entityId: $id, kind: SOURCE }, first: 1) {
      nodes { changes(first: 100) { nodes { entityId name } } }
    }
  }
`);

const CHANGES = graphql(`
  query Changes($id: ID!, $after: String) {
    changeset(id: $id) {
      seq
      changes(first: 50, after: $after) {
        nodes { entityId kind name operation tableId edge { id from to } fields { field old new } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const changesOptions = (id: string) =>
  infiniteQueryOptions({
    queryKey: keys.changeset(id),
    queryFn: ({ pageParam }) => ask(CHANGES, { id, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ changeset }) =>
      changeset?.changes.pageInfo.hasNextPage ? changeset.changes.pageInfo.endCursor : undefined,
    // A changeset never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a table's columns are called now. */
export const columnNamesOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.table(id), "names"],
    queryFn: () => wholeOf(async (after) => (await ask(COLUMN_NAMES, { id, after })).table?.columns),
    staleTime: 60_000,
  });

/** What a table was after a changeset, people's words over the source's; null of one that was not there. */
export const tableThenOptions = (id: string, seq: number) =>
  queryOptions({
    queryKey: [...keys.changeset(id), "then", seq],
    queryFn: async () => (await ask(TABLE_THEN, { id, seq })).table,
    // History never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What all columns of a table were after a changeset: many of them may have changed at once. */
export const columnsThenOptions = (id: string, seq: number) =>
  queryOptions({
    queryKey: [...keys.changeset(id), "columns then", seq],
    queryFn: () => wholeOf(async (after) => (await ask(COLUMNS_THEN, { id, seq, after })).table?.columns),
    // History never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What a data source is called, or was when it went; null when nobody knows. */
export const sourceNameOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.entity(id), "source"],
    queryFn: async () => {
      const { source, changesets } = await ask(SOURCE_NAME, { id });
      const last = changesets.nodes.flatMap(({ changes }) => changes.nodes).find(({ entityId }) => entityId === id);
      return source?.name ?? last?.name ?? null;
    },
    staleTime: 60_000,
  });
