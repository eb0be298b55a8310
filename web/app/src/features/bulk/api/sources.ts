import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

const SOURCES_NAMED = graphql(`
  query SourcesToImport {
    sources(first: 200) { nodes { id name } }
  }
`);

/** What the data sources are called. */
export const sourceNamesOptions = queryOptions({
  queryKey: keys.sourceList("names"),
  queryFn: () => ask(SOURCES_NAMED),
});
