import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { TableFilter, TableOrder } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const TABLES = graphql(`
  query Tables($filter: TableFilter, $orderBy: TableOrder, $first: Int!, $after: String) {
    tables(filter: $filter, orderBy: $orderBy, first: $first, after: $after) {
      nodes { id version tags qualifiedName columnCount ...TableRow }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const COUNT = graphql(`
  query TableCount($filter: TableFilter) {
    tables(filter: $filter, first: 1) { totalCount { value exact } }
  }
`);

const FACETS = graphql(`
  query Facets {
    facets {
      sources { count source { id name } }
      kinds { kind count }
      tags { value count }
      owners { value count }
    }
  }
`);

export const tablesOptions = (filter: TableFilter, orderBy: TableOrder) =>
  infiniteQueryOptions({
    queryKey: keys.tableList({ filter, orderBy }),
    queryFn: ({ pageParam }) => {
      // The first page is there at once; who scrolls on gets as much as one answer holds.
      const first = pageParam === null ? 100 : 500;
      return ask(TABLES, { filter, orderBy, first, after: pageParam });
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ tables: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: (before) => before,
    // It may be hundreds of pages.
    refetchOnWindowFocus: false,
  });

export const tableCountOptions = (filter: TableFilter) =>
  queryOptions({
    queryKey: [...keys.tableList({ filter }), "count"],
    queryFn: () => ask(COUNT, { filter }),
    placeholderData: (before) => before,
  });

export const facetsOptions = queryOptions({ queryKey: keys.facets({}), queryFn: () => ask(FACETS) });
