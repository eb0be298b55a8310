import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "~/shared/graphql/keys";
import { printPath } from "~/shared/model/path";
import { changesOptions, columnsOptions, stepOptions, walkOptions } from "../api/walk";
import { buildGraph } from "../model/build";
import { type Side, sideKey, withoutCollapsed } from "../model/expand";
import { type Column, EMPTY_GRAPH, neighboursOf } from "../model/graph";
import { type LineageSearch, levelOf, USUAL_STATUSES } from "../model/search";

export interface Step {
  id: string;
  side: Side;
  /** Most tables or columns of it. */
  limit: number;
}

export interface Shaping {
  search: LineageSearch;
  /** Most tables or columns of the walk. */
  limit: number;
  /** Steps asked for beyond the walk. */
  steps: readonly Step[];
  /** Sides that are collapsed (`sideKey`). */
  collapsed: ReadonlySet<string>;
  /** Tables of which all columns are shown. */
  whole: readonly string[];
  pending: readonly { from: string; to: string }[];
}

/** What the canvas shows, as the server tells it and the person shapes it. */
export function useGraph({ search, limit, steps, collapsed, whole, pending }: Shaping) {
  const { of, status = USUAL_STATUSES } = search;
  const level = levelOf(search);
  const walk = useQuery({ ...walkOptions(search, limit), placeholderData: keepPreviousData });
  const { data: walked, error: stepError } = useQueries({
    queries: steps.map(({ id, side, limit }) =>
      stepOptions(search, id, side === "UP" ? "UPSTREAM" : "DOWNSTREAM", limit),
    ),
    combine: answersOf,
  });
  const told = useMemo(() => {
    const whole = walked.filter(({ lineage }) => !lineage.truncated);
    return new Set(
      steps
        .filter(
          ({ id, side }) => !collapsed.has(sideKey(id, side)) && whole.some((one) => one.step === sideKey(id, side)),
        )
        .map(({ id, side }) => sideKey(id, side)),
    );
  }, [walked, steps, collapsed]);
  const diff = useQuery(changesOptions(search));
  const changes = diff.data?.lineageDiff;
  const { data: columns, error: columnsError } = useQueries({
    queries: whole.map((id) => columnsOptions(id, search.at)),
    combine: answersOf,
  });

  const ofTables = useMemo(() => {
    const found = new Map<string, Column[]>();
    for (const { table } of columns) {
      if (table)
        found.set(
          table.id,
          table.columns.nodes.map(({ id, path }) => ({ id, name: printPath(path) })),
        );
    }
    return found;
  }, [columns]);

  const full = useMemo(() => {
    if (!walk.data || !of) return EMPTY_GRAPH;
    return buildGraph({
      level,
      of,
      walks: [walk.data, ...walked],
      statuses: status,
      changes,
      printPath,
      pending,
      columns: ofTables,
    });
  }, [walk.data, walked, of, level, status, changes, pending, ofTables]);

  const graph = useMemo(
    () => withoutCollapsed(full, neighboursOf(full, "tables"), of ?? [], collapsed),
    [full, of, collapsed],
  );
  const queries = useQueryClient();
  return {
    graph,
    told,
    walk,
    columns: ofTables,
    /** Why a part is missing, such as a step beyond the walk or what has ended since. */
    error: stepError ?? columnsError ?? diff.error,
    retry: () =>
      void queries.refetchQueries({ queryKey: keys.lineage, predicate: ({ state }) => state.status === "error" }),
  };
}

/** Outside of the hook, so that it is only asked again when an answer has come. */
function answersOf<Data>(results: { data: Data | undefined; error: Error | null }[]) {
  return {
    data: results.flatMap(({ data }) => (data === undefined ? [] : [data])),
    error: results.find(({ error }) => error)?.error ?? null,
  };
}
