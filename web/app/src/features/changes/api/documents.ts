import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
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

const CHANGESET = graphql(`
  query Changeset($id: ID!) {
    changeset(id: $id) { id seq ...ChangesetLine }
  }
`);

const ACTORS = graphql(`
  query ChangeActors {
    changeActors { id name }
  }
`);

const FIND = graphql(`
  query FindEntities($text: String!) {
    search(text: $text, first: 10) {
      nodes {
        __typename
        ... on Table { id qualifiedName }
        ... on Column { id name table { id qualifiedName } }
        ... on Source { id sourceName: name }
      }
    }
  }
`);

const ENTITY = graphql(`
  query ChangedEntity($id: ID!) {
    table(id: $id) { id qualifiedName }
    source(id: $id) { id name }
  }
`);

export const FOLLOW_CHANGES = graphql(`
  subscription FollowChanges {
    changes { seq }
  }
`);

const DONE = graphql(`
  query ChangesetDone($id: ID!) {
    changeset(id: $id) {
      counts { kind operation count }
      changes(first: 100) {
        nodes { entityId kind name operation tableId edge { id from to } fields { field } }
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

/** One changeset alone; null when there is none. */
export const changesetOptions = (id: string) =>
  queryOptions({ queryKey: [...keys.changes, "one", id], queryFn: () => ask(CHANGESET, { id }) });

/** What a changeset did in numbers, and what first. */
export const doneOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.changeset(id), "done"],
    queryFn: () => ask(DONE, { id }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Who ever wrote. Everybody may read the changes; the list of people is for administrators. */
export const actorsOptions = queryOptions({
  queryKey: keys.changeActors,
  queryFn: () => ask(ACTORS),
  staleTime: 60_000,
});

export const findOptions = (text: string) =>
  queryOptions({
    queryKey: keys.entitySearch(text),
    queryFn: () => ask(FIND, { text }),
    placeholderData: (before) => before,
  });

/** What an entity is called now; nothing of one that is gone, and of columns. */
export const entityOptions = (id: string) =>
  queryOptions({ queryKey: keys.entity(id), queryFn: () => ask(ENTITY, { id }) });
