import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

const FIND = graphql(`
  query LineageTables($text: String!) {
    tables(filter: { text: $text }, first: 20) {
      nodes { id qualifiedName kind source { name } }
      totalCount { value }
    }
  }
`);

/** Tables to look from, or to draw an edge to. */
export const findTablesOptions = (text: string) =>
  queryOptions({
    queryKey: keys.tableList({ lineageOf: text }),
    queryFn: () => ask(FIND, { text }),
    placeholderData: (before) => before,
  });
