import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import { wholeOf } from "~/shared/graphql/whole";

const SOURCES_NAMED = graphql(`
  query SourcesToImport($after: String) {
    sources(first: 500, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } }
  }
`);

/** What the data sources are called. */
export const sourceNamesOptions = queryOptions({
  queryKey: keys.sourceList("names"),
  queryFn: () => wholeOf(async (after) => (await ask(SOURCES_NAMED, { after })).sources),
});
