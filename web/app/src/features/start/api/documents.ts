import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { StartSourcesQuery, WaitingQuery } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const COUNTS = graphql(`
  query StartCounts {
    server { seq }
    all: tables(first: 1) { nodes { id } totalCount { value exact } }
    fetched: tables(first: 1, filter: { neverFetched: false }) { nodes { id } }
    linked: tables(first: 1, filter: { hasLineage: true }, orderBy: UPDATED_NEWEST) {
      nodes { id qualifiedName }
      totalCount { value exact }
    }
  }
`);

const SOURCES = graphql(`
  query StartSources($after: String) {
    sources(first: 500, after: $after) {
      nodes { id name lastTest { status testedAt } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const RECENT = graphql(`
  query StartChanges {
    changesets(first: 6) {
      nodes {
        id seq at message
        actor { name }
        changes(first: 1) {
          nodes { kind name operation entityId tableId }
          totalCount { value exact }
        }
      }
    }
  }
`);

const WAITING = graphql(`
  query Waiting {
    lineageReview(first: 5) {
      nodes {
        confidence
        edge { id level }
        from { id table { qualifiedName } column { name } }
        to { id table { qualifiedName } column { name } }
      }
      totalCount { value exact }
    }
  }
`);

// Whatever was done elsewhere shows when one comes back here.
export const countsOptions = queryOptions({
  queryKey: [...keys.start, "counts"],
  queryFn: () => ask(COUNTS),
  staleTime: 0,
});

export type StartSource = StartSourcesQuery["sources"]["nodes"][number];

/** All of them: which tests failed cannot be asked, and sources are few. */
export const startSourcesOptions = queryOptions({
  queryKey: [...keys.sources, "start"],
  queryFn: async () => {
    const all: StartSource[] = [];
    let after: string | null | undefined = null;
    do {
      const { sources }: StartSourcesQuery = await ask(SOURCES, { after });
      all.push(...sources.nodes);
      after = sources.pageInfo.hasNextPage ? sources.pageInfo.endCursor : undefined;
    } while (after);
    return all;
  },
  staleTime: 0,
});

export type WaitingEnd = WaitingQuery["lineageReview"]["nodes"][number]["from"];

export const waitingOptions = queryOptions({
  queryKey: [...keys.lineage, "review", "start"],
  queryFn: () => ask(WAITING),
  staleTime: 0,
});

export const recentOptions = queryOptions({
  queryKey: [...keys.changes, "start"],
  queryFn: () => ask(RECENT),
  staleTime: 0,
});
