import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";
import { graphql } from "./generated";
import { keys } from "./keys";

const CHOICES = graphql(`
  query SourceChoices {
    sources(filter: { isActive: true }, first: 500) { nodes { id name kind } }
  }
`);

const SUGGESTIONS = graphql(`
  query Suggestions($sourceId: ID!, $text: String!) {
    suggestTables(sourceId: $sourceId, text: $text, limit: 20) { schema name kind }
  }
`);

/** The sources that tables may be read from. */
export const choicesOptions = queryOptions({ queryKey: [...keys.sources, "choices"], queryFn: () => ask(CHOICES) });

/** Names that a source has now and that contain or resemble the text. */
export const suggestionsOptions = (sourceId: string, text: string) =>
  queryOptions({
    queryKey: keys.suggestions(sourceId, text),
    queryFn: () => ask(SUGGESTIONS, { sourceId, text }),
    staleTime: 60_000,
    // A source that does not answer is told when columns are fetched, with the reason.
    retry: false,
  });
