import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

const SEARCH = graphql(`
  query Search($text: String!, $first: Int!, $after: String) {
    search(text: $text, first: $first, after: $after) {
      nodes {
        __typename
        ... on Table { id qualifiedName kind description source { name } }
        ... on Column { id name dataType description table { id qualifiedName source { name } } }
        ... on Source { id name sourceKind: kind description }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const COUNT = graphql(`
  query SearchCount($text: String!) {
    search(text: $text, first: 1) { totalCount { value exact } }
  }
`);

/** The best few, as one types: what is asked for a text that was typed on is dropped. */
export const bestOptions = (text: string) =>
  queryOptions({
    queryKey: keys.search(text),
    queryFn: ({ signal }) => ask(SEARCH, { text, first: 12, after: null }, signal),
    enabled: text !== "",
    placeholderData: (before) => (text === "" ? undefined : before),
  });

export const resultsOptions = (text: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.search(text), "all"],
    queryFn: ({ pageParam }) => ask(SEARCH, { text, first: 50, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ search: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    enabled: text !== "",
    placeholderData: (before) => (text === "" ? undefined : before),
  });

export const countOptions = (text: string) =>
  queryOptions({
    queryKey: [...keys.search(text), "count"],
    queryFn: () => ask(COUNT, { text }),
    enabled: text !== "",
  });
