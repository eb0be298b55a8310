import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { Direction, LineageFilter } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { asOf } from "../model/search";

const COUNTS = graphql(`
  query ImpactCounts($of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf) {
    impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {
      tables columns
      byDepth { depth tables columns }
      bySource { count source { id name } }
    }
  }
`);

const LIST = graphql(`
  query ImpactList(
    $of: [ID!]!, $direction: Direction!, $filter: LineageFilter, $asOf: AsOf, $first: Int!, $after: String
  ) {
    impact(of: $of, direction: $direction, filter: $filter, asOf: $asOf) {
      nodes(first: $first, after: $after) {
        nodes {
          id level depth
          table { id qualifiedName kind owner tags source { id name } }
          column { id name }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** What an impact is asked of. */
export interface ImpactAsked {
  of: readonly string[];
  direction: Direction;
  filter: LineageFilter;
  at?: string;
}

const variablesOf = ({ of, direction, filter, at }: ImpactAsked) => ({
  of: [...of],
  direction,
  filter,
  asOf: asOf(at),
});

export const impactOptions = (asked: ImpactAsked) =>
  queryOptions({
    queryKey: [...keys.lineage, "impact", asked],
    queryFn: () => ask(COUNTS, variablesOf(asked)),
    placeholderData: (before) => before,
  });

export const impactListOptions = (asked: ImpactAsked) =>
  infiniteQueryOptions({
    queryKey: [...keys.lineage, "impact", "list", asked],
    queryFn: ({ pageParam }) => ask(LIST, { ...variablesOf(asked), first: 100, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ impact: { nodes } }) => (nodes.pageInfo.hasNextPage ? nodes.pageInfo.endCursor : undefined),
  });
