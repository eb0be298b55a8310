import { graphql } from "~/shared/graphql/generated";

export const FETCH_AGAIN = graphql(`
  subscription FetchAgain($input: FetchColumnsInput!) {
    fetchColumns(input: $input) {
      progress { phase done total }
      result {
        id
        warnings { code title cause remedy engineCode engineMessage }
        diff { entries { id kind columnId path field stored observed overridden lineageEdges } }
      }
    }
  }
`);

export const APPLY_FETCHED = graphql(`
  mutation ApplyFetched($id: ID!, $version: Int!, $fetched: ID!, $accept: [ID!]) {
    applyFetched(tableId: $id, version: $version, fetched: $fetched, accept: $accept) {
      table { id }
      changeset { id }
      warnings { title }
    }
  }
`);
