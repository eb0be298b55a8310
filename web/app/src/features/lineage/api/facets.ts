import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

const FACETS = graphql(`
  query LineageFacets {
    facets { sources { count source { id name } } }
  }
`);

/** The data sources that tables come from. */
export const sourceChoicesOptions = queryOptions({
  queryKey: keys.facets({ of: "lineage" }),
  queryFn: () => ask(FACETS),
  select: ({ facets }) => facets.sources.flatMap(({ source }) => (source ? [source] : [])),
});
