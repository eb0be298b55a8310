import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { AuditFilter } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { wholeOf } from "~/shared/graphql/whole";

const AUDIT = graphql(`
  query Audit($filter: AuditFilter, $after: String) {
    audit(filter: $filter, first: 50, after: $after) {
      nodes { id ...AuditRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const SOURCE_NAMES = graphql(`
  query SourceNames($after: String) {
    sources(first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
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
  queryFn: () => wholeOf(async (after) => (await ask(SOURCE_NAMES, { after })).sources),
  staleTime: 60_000,
});
