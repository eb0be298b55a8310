import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { LineageLevel } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { asOf, STATUSES } from "../model/search";

const BY_ID = graphql(`
  query LineageEdgeById($id: ID!) {
    lineageEdge(id: $id) { id from to level }
  }
`);

// The shortest way between two ends is the edge itself, where there is one: derived and ended edges are found so too.
const BETWEEN = graphql(`
  query LineageBetween($from: ID!, $to: ID!, $level: LineageLevel!, $filter: LineageFilter!, $asOf: AsOf) {
    lineagePaths(from: $from, to: $to, level: $level, max: 1, filter: $filter, asOf: $asOf) {
      nodes { ...EdgeEnd }
      edges {
        id from to level derived status origins since until version
        assertions { id ...ClaimLine }
      }
    }
  }
`);

const COLUMNS_BETWEEN = graphql(`
  query ColumnsBetween($from: ID!, $asOf: AsOf, $filter: LineageFilter!) {
    lineage(of: [$from], level: COLUMN, depth: 1, direction: DOWNSTREAM, filter: $filter, asOf: $asOf, limit: 5000) {
      truncated
      nodes { id table { id } column { id name } }
      edges { id from to status origins derived }
    }
  }
`);

/** An edge's two ends, in the direction that data flows. */
export interface Ends {
  from: string;
  to: string;
  level: LineageLevel;
}

const filter = { statuses: [...STATUSES] };

/** The ends of an edge that somebody asserted and that holds now. */
export const endsOptions = (id: string) =>
  queryOptions({ queryKey: [...keys.lineage, "ends", id], queryFn: () => ask(BY_ID, { id }) });

/** The edge between two ends at a point of history, with all claims. */
export const betweenOptions = ({ from, to, level }: Ends, at?: string) =>
  queryOptions({
    queryKey: [...keys.lineage, "between", from, to, level, at],
    queryFn: () => ask(BETWEEN, { from, to, level, filter, asOf: asOf(at) }),
    enabled: from !== "" && to !== "",
  });

/** What runs from the columns of a table, one step far. */
export const columnsBetweenOptions = (from: string, at?: string) =>
  queryOptions({
    queryKey: [...keys.lineage, "columnsBetween", from, at],
    queryFn: () => ask(COLUMNS_BETWEEN, { from, filter, asOf: asOf(at) }),
  });
