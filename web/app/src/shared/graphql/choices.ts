import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";
import { graphql } from "./generated";
import { keys } from "./keys";
import { wholeOf } from "./whole";

const CHOICES = graphql(`
  query SourceChoices($after: String) {
    sources(filter: { isActive: true }, first: 500, after: $after) {
      nodes { id name kind }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const SUGGESTIONS = graphql(`
  query Suggestions($sourceId: ID!, $text: String!) {
    suggestTables(sourceId: $sourceId, text: $text, limit: 20) { schema name kind }
  }
`);

/** The sources that tables may be read from. */
export const choicesOptions = queryOptions({
  queryKey: [...keys.sources, "choices"],
  queryFn: () => wholeOf(async (after) => (await ask(CHOICES, { after })).sources),
});

/** Names that a source has now and that contain or resemble the text. */
export const suggestionsOptions = (sourceId: string, text: string) =>
  queryOptions({
    queryKey: keys.suggestions(sourceId, text),
    queryFn: () => ask(SUGGESTIONS, { sourceId, text }),
    staleTime: 60_000,
    // A source that does not answer is told when columns are fetched, with the reason.
    retry: false,
  });
