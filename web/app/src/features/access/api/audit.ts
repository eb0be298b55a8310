import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { AuditFilter } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const AUDIT = graphql(`
  query Audit($filter: AuditFilter, $after: String) {
    audit(filter: $filter, first: 50, after: $after) {
      nodes { id ...AuditRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const SOURCE_NAMES = graphql(`
  query SourceNames {
    sources(first: 500) { nodes { id name } }
  }
`);

export const auditOptions = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: keys.audit(filter),
    queryFn: ({ pageParam }) => ask(AUDIT, { filter, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ audit: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  });

export const sourceNamesOptions = queryOptions({
  queryKey: [...keys.sources, "names"],
  queryFn: () => ask(SOURCE_NAMES),
  staleTime: 60_000,
});
