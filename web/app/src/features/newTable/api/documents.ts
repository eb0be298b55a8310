import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

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

export const FETCH = graphql(`
  subscription Fetch($input: FetchColumnsInput!) {
    fetchColumns(input: $input) {
      progress { phase done total }
      result {
        id
        table { schema name kind rowCount sourceComment }
        columns { path dataType logicalType nullable primaryKey sourceComment }
        warnings { code title cause remedy engineCode engineMessage }
        evidence { statements sampledDocuments sampleMethod elapsedMs resolvedFrom }
      }
    }
  }
`);

export const CREATE_TABLES = graphql(`
  mutation CreateTables($input: [TableInput!]!) {
    createTables(input: $input) {
      tables { id version qualifiedName columns(first: 5000) { nodes { id path } } }
      changeset { id }
      warnings { title }
    }
  }
`);

export const SAVE_COLUMNS = graphql(`
  mutation SaveColumns($id: ID!, $version: Int!, $columns: [ColumnInput!]!) {
    saveColumns(tableId: $id, version: $version, columns: $columns) { table { id } }
  }
`);

export const choicesOptions = queryOptions({ queryKey: [...keys.sources, "choices"], queryFn: () => ask(CHOICES) });

export const suggestionsOptions = (sourceId: string, text: string) =>
  queryOptions({
    queryKey: keys.suggestions(sourceId, text),
    queryFn: () => ask(SUGGESTIONS, { sourceId, text }),
    staleTime: 60_000,
    // A source that does not answer is told when columns are fetched, with the reason.
    retry: false,
  });
