import { graphql } from "~/shared/graphql/generated";

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
      tables { id qualifiedName }
      changeset { id }
      warnings { title }
    }
  }
`);
