import { infiniteQueryOptions } from "@tanstack/react-query";
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

/** What deleted tables, newest first. */
export const deletedOptions = infiniteQueryOptions({
  queryKey: [...keys.changes, "deleted"],
  queryFn: ({ pageParam }) => ask(DELETED, { after: pageParam }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ changesets: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
});
