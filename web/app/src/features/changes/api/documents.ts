import { infiniteQueryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { ChangesetFilter } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const CHANGESETS = graphql(`
  query Changesets($filter: ChangesetFilter, $after: String) {
    changesets(filter: $filter, first: 30, after: $after) {
      nodes { id ...ChangesetLine }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export const FOLLOW_CHANGES = graphql(`
  subscription FollowChanges {
    changes { seq }
  }
`);

export const CHANGES = graphql(`
  query Changes($id: ID!, $after: String) {
    changeset(id: $id) {
      changes(first: 50, after: $after) {
        nodes { entityId kind name operation tableId fields { field old new } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

export const changesetsOptions = (filter: ChangesetFilter) =>
  infiniteQueryOptions({
    queryKey: keys.changeList(filter),
    queryFn: ({ pageParam }) => ask(CHANGESETS, { filter, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ changesets: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  });

export const changesOptions = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.changes, "of", id],
    queryFn: ({ pageParam }) => ask(CHANGES, { id, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ changeset }) =>
      changeset?.changes.pageInfo.hasNextPage ? changeset.changes.pageInfo.endCursor : undefined,
    // A changeset never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
