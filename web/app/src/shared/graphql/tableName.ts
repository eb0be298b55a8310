import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";
import { graphql } from "./generated";
import { keys } from "./keys";

const TABLE_NAME = graphql(`
  query TableName($id: ID!) {
    table(id: $id) { id qualifiedName kind source { id name } }
  }
`);

/** What a table is called, and where it is from. */
export const nameOptions = (id: string) =>
  queryOptions({ queryKey: keys.tableName(id), queryFn: () => ask(TABLE_NAME, { id }), enabled: id !== "" });
