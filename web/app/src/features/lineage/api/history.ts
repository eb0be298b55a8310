import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import { asOf, depthOf, directionOf, type LineageSearch, levelOf } from "../model/search";

// Every change of an edge's claims is a change of the edge.
const STOPS = graphql(`
  query LineageStops($after: String) {
    changesets(filter: { kind: EDGE }, first: 100, after: $after) {
      nodes { id seq at message actor { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const DIFF = graphql(`
  query LineageDifferences(
    $of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!
  ) {
    lineageDiff(of: $of, level: $level, direction: $direction, depth: $depth, from: $from, to: $to) {
      addedNodes { id }
      removedNodes { id }
      edges {
        before { id from to status origins derived }
        after { id from to status origins derived }
      }
    }
  }
`);

/** When lineage changed, newest first. */
export const stopsOptions = infiniteQueryOptions({
  queryKey: [...keys.lineage, "stops"],
  queryFn: ({ pageParam }) => ask(STOPS, { after: pageParam }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ changesets: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
});

/** What is different since one point of history, up to the one that is looked at. */
export function differencesOptions(search: LineageSearch) {
  const variables = {
    of: search.of ?? [],
    level: levelOf(search),
    direction: directionOf(search),
    depth: depthOf(search),
    from: asOf(search.since) ?? { seq: 0 },
  };
  return queryOptions({
    queryKey: [...keys.lineage, "differences", variables, search.at ?? "now"],
    queryFn: () => ask(DIFF, { ...variables, to: asOf(search.at) ?? { at: new Date().toISOString() } }),
    enabled: search.since !== undefined && variables.of.length > 0,
  });
}
