import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { LineageLevel } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { asOf } from "../model/search";

// A walk of no steps is the start alone: what ids are called, tables and columns alike, at any point of history.
const NAMES = graphql(`
  query LineageNames($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {
    lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {
      nodes { id table { id qualifiedName kind } column { id name } }
    }
  }
`);

const FACTS = graphql(`
  query LineageNodeFacts($ids: [ID!]!, $level: LineageLevel!, $asOf: AsOf) {
    lineage(of: $ids, level: $level, depth: 0, asOf: $asOf) {
      nodes {
        id level
        table {
          id qualifiedName kind owner tags description columnCount rowCount introspectedAt updatedAt
          upstreamCount downstreamCount source { id name }
        }
        column {
          id name dataType logicalType nullable primaryKey unique description tags upstreamCount downstreamCount
        }
      }
    }
  }
`);

const COLUMNS = graphql(`
  query LineageNodeColumns($id: ID!, $filter: String, $asOf: AsOf) {
    table(id: $id, asOf: $asOf) {
      id
      columns(first: 200, filter: $filter) {
        nodes { id name logicalType upstreamCount downstreamCount }
        pageInfo { hasNextPage }
      }
    }
  }
`);

/** What tables or columns were called at a point of history. */
export const namesOptions = (ids: readonly string[], level: LineageLevel, at?: string) =>
  queryOptions({
    queryKey: [...keys.lineage, "names", level, at, ids],
    queryFn: () => ask(NAMES, { ids: [...ids], level, asOf: asOf(at) }),
    enabled: ids.length > 0,
    placeholderData: (before) => before,
  });

/** A table or column as it was at a point of history. */
export const factsOptions = (id: string, level: LineageLevel, at?: string) =>
  queryOptions({
    queryKey: [...keys.lineage, "facts", level, at, id],
    queryFn: () => ask(FACTS, { ids: [id], level, asOf: asOf(at) }),
  });

export const nodeColumnsOptions = (id: string, filter: string, at?: string) =>
  queryOptions({
    queryKey: [...keys.lineage, "columns", at, id, filter],
    queryFn: () => ask(COLUMNS, { id, filter: filter || null, asOf: asOf(at) }),
    placeholderData: (before) => before,
  });
