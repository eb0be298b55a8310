import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

const DELETED = graphql(`
  query DeletedTables($after: String) {
    changesets(filter: { deletedOnly: true, kind: TABLE }, first: 20, after: $after) {
      nodes {
        id seq at
        actor { name }
        undoneBy { id }
        changes(first: 100) {
          nodes { entityId kind name operation }
          totalCount { value exact }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const DELETION = graphql(`
  query TableDeletion($id: ID!) {
    changesets(filter: { entityId: $id, deletedOnly: true, kind: TABLE }, first: 1) {
      nodes { id seq at actor { name } }
    }
  }
`);

const AS_IT_WAS = graphql(`
  query TableAsItWas($id: ID!, $asOf: AsOf!) {
    table(id: $id, asOf: $asOf) {
      id qualifiedName kind description sourceComment tags owner
      source { id name }
      columns(first: 5000) { nodes { id path ...ColumnRow } }
    }
  }
`);

/** Who deleted a table, and the table as it was just before; null when nobody did. */
export const deletedTableOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.table(id), "deleted"],
    queryFn: async () => {
      const [deletion] = (await ask(DELETION, { id })).changesets.nodes;
      if (!deletion) return null;
      const { table } = await ask(AS_IT_WAS, { id, asOf: { seq: deletion.seq - 1 } });
      return table && { deletion, table };
    },
  });

/** What deleted tables, newest first. */
export const deletedOptions = infiniteQueryOptions({
  queryKey: [...keys.changes, "deleted"],
  queryFn: ({ pageParam }) => ask(DELETED, { after: pageParam }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ changesets: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
});
