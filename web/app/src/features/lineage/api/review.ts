import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { LineageReviewFilter } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const PROPOSALS = graphql(`
  query Proposals($filter: LineageReviewFilter, $after: String) {
    lineageReview(filter: $filter, first: 50, after: $after) {
      nodes { edge { id } from { ...ProposalEnd } to { ...ProposalEnd } ...ProposalLine }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const COUNT = graphql(`
  query ProposalCount($filter: LineageReviewFilter) {
    lineageReview(filter: $filter, first: 1) { totalCount { value exact } }
  }
`);

export const proposalsOptions = (filter: LineageReviewFilter) =>
  infiniteQueryOptions({
    queryKey: [...keys.lineage, "review", filter],
    queryFn: ({ pageParam }) => ask(PROPOSALS, { filter, after: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ lineageReview: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: (before) => before,
  });

export const proposalCountOptions = (filter: LineageReviewFilter) =>
  queryOptions({
    queryKey: [...keys.lineage, "reviewCount", filter],
    queryFn: () => ask(COUNT, { filter }),
    placeholderData: (before) => before,
  });
