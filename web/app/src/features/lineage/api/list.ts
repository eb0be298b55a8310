import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { Direction, LineageLevel, LineageListedQuery } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { withAllColumns } from "~/shared/graphql/whole";
import { STATUSES } from "../model/search";

const LISTED = graphql(`
  query LineageListed($of: [ID!]!, $level: LineageLevel!, $direction: Direction!, $depth: Int) {
    lineage(of: $of, level: $level, direction: $direction, depth: $depth) {
      totalNodes truncated
      nodes {
        id level depth upDepth downDepth
        table { id qualifiedName kind owner source { id name } }
        column { id name }
      }
    }
  }
`);

// Only of what is next to the start is it told how it is held: the edges of a whole walk are many.
const BESIDE = graphql(`
  query LineageBeside($of: [ID!]!, $level: LineageLevel!, $filter: LineageFilter!) {
    lineage(of: $of, level: $level, depth: 1, filter: $filter) {
      edges { id from to level status origins derived }
    }
  }
`);

const CHOICES = graphql(`
  query LineageColumnChoices($id: ID!, $after: String) {
    table(id: $id) {
      id
      columns(first: 5000, after: $after) { nodes { id name logicalType } pageInfo { hasNextPage endCursor } }
    }
  }
`);

export type Listed = LineageListedQuery["lineage"]["nodes"][number];

export const listedOptions = (of: readonly string[], level: LineageLevel, direction: Direction, depth: number | null) =>
  queryOptions({
    queryKey: [...keys.lineage, "listed", of, level, direction, depth],
    queryFn: () => ask(LISTED, { of: [...of], level, direction, depth }),
    placeholderData: (before) => before,
  });

export const besideOptions = (of: readonly string[], level: LineageLevel) =>
  queryOptions({
    queryKey: [...keys.lineage, "beside", of, level],
    queryFn: () => ask(BESIDE, { of: [...of], level, filter: { statuses: [...STATUSES] } }),
  });

/** The columns that lineage may begin or end at. */
export const columnChoicesOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.tables, "one", id, "choices"],
    queryFn: async () => ({
      table: await withAllColumns(async (after) => (await ask(CHOICES, { id, after })).table),
    }),
    enabled: id !== "",
  });
