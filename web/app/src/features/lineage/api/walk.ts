import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { Direction, LineageWalkQueryVariables } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { withAllColumns } from "~/shared/graphql/whole";
import { sideKey } from "../model/expand";
import { asOf, depthOf, directionOf, type LineageSearch, levelOf, lineageFilterOf } from "../model/search";

// Columns are told with the ids of their tables: what those are called comes with a walk along the tables.
const WALK = graphql(`
  query LineageWalk(
    $of: [ID!]!, $level: LineageLevel!, $columns: Boolean!, $direction: Direction!, $depth: Int,
    $filter: LineageFilter, $asOf: AsOf, $limit: Int
  ) {
    lineage(
      of: $of, level: $level, direction: $direction, depth: $depth, filter: $filter, asOf: $asOf, limit: $limit
    ) { compact totalNodes totalEdges truncated }
    tables: lineage(
      of: $of, level: TABLE, direction: $direction, depth: $depth, filter: $filter, asOf: $asOf, limit: $limit
    ) @include(if: $columns) { compact }
  }
`);

const DIFF = graphql(`
  query LineageChanges(
    $of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int, $from: AsOf!, $to: AsOf!
  ) {
    lineageDiff(of: $of, level: $level, direction: $direction, depth: $depth, from: $from, to: $to) {
      edges {
        before { id from to status origins derived }
        after { id from to status origins derived }
      }
      removedNodes { id table { id name schema kind source { id } } column { id path } }
    }
  }
`);

const COLUMNS = graphql(`
  query LineageColumns($id: ID!, $asOf: AsOf, $after: String) {
    table(id: $id, asOf: $asOf) {
      id
      columns(first: 5000, after: $after) { nodes { id path } pageInfo { hasNextPage endCursor } }
    }
  }
`);

function askedOf(search: LineageSearch): Omit<LineageWalkQueryVariables, "of" | "direction" | "depth" | "limit"> {
  return {
    level: levelOf(search),
    columns: levelOf(search) === "COLUMN",
    filter: lineageFilterOf(search),
    asOf: asOf(search.at),
  };
}

/** What the address asks for, at most `limit` tables or columns of it. */
export function walkOptions(search: LineageSearch, limit: number) {
  const variables = {
    ...askedOf(search),
    of: search.of ?? [],
    direction: directionOf(search),
    depth: depthOf(search),
    limit,
  };
  return queryOptions({
    queryKey: keys.lineageWalk(variables),
    queryFn: () => ask(WALK, variables),
    enabled: variables.of.length > 0,
  });
}

/** One step more from a table or column that is shown. */
export function stepOptions(search: LineageSearch, id: string, direction: Exclude<Direction, "BOTH">, limit: number) {
  const variables = { ...askedOf(search), of: [id], direction, depth: 1, limit };
  return queryOptions({
    queryKey: keys.lineageWalk({ ...variables, step: true }),
    queryFn: async () => ({
      ...(await ask(WALK, variables)),
      step: sideKey(id, direction === "UPSTREAM" ? "UP" : "DOWN"),
    }),
  });
}

/** What came and went: since the first point up to the one that is looked at, or since that one up to now. */
export function changesOptions(search: LineageSearch) {
  const [from, to] = search.since ? [search.since, search.at] : [search.at, undefined];
  const variables = {
    of: search.of ?? [],
    level: levelOf(search),
    direction: directionOf(search),
    depth: depthOf(search),
    from: asOf(from) ?? { seq: 0 },
  };
  return queryOptions({
    queryKey: keys.lineageWalk({ ...variables, changes: to ?? "now" }),
    queryFn: () => ask(DIFF, { ...variables, to: asOf(to) ?? { at: new Date().toISOString() } }),
    enabled: variables.of.length > 0 && from !== undefined,
  });
}

/** All columns of a table, in their order. */
export function columnsOptions(id: string, at: string | undefined) {
  return queryOptions({
    queryKey: keys.lineageWalk({ columnsOf: id, at }),
    queryFn: async () => ({
      table: await withAllColumns(async (after) => (await ask(COLUMNS, { id, asOf: asOf(at), after })).table),
    }),
  });
}
