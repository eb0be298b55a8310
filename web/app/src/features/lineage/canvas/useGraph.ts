import { keepPreviousData, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { keys } from "~/shared/graphql/keys";
import { printPath } from "~/shared/model/path";
import { changesOptions, columnsOptions, stepOptions, walkOptions } from "../api/walk";
import { buildGraph } from "../model/build";
import { sideKey, withoutCollapsed } from "../model/expand";
import { type Column, EMPTY_GRAPH, neighboursOf } from "../model/graph";
import { type LineageSearch, levelOf, MOST, USUAL_STATUSES } from "../model/search";
import type { Shape, Step } from "../model/shape";
import { steadyGraph } from "../model/steady";
import { useSteady } from "./useSteady";

interface Looked {
  search: LineageSearch;
  shape: Shape;
  pending: readonly { from: string; to: string }[];
}

/** What the canvas shows, as the server tells it and the person shapes it. */
export function useGraph({ search, shape, pending }: Looked) {
  const { limit, steps, collapsed, whole } = shape;
  const { of, status = USUAL_STATUSES } = search;
  const level = levelOf(search);
  const walk = useQuery({ ...walkOptions(search, limit), placeholderData: keepPreviousData });
  const { data: walked, error: stepError } = useQueries({
    queries: steps.map(({ id, side, limit }) =>
      stepOptions(search, id, side === "UP" ? "UPSTREAM" : "DOWNSTREAM", limit),
    ),
    combine: answersOf,
  });
  /** Steps of which there is no more to be had, and those of them that are not whole. */
  const { told, cut } = useMemo(() => {
    const shown = steps.filter(({ id, side }) => !collapsed.has(sideKey(id, side)));
    const answerTo = ({ id, side }: Step) => walked.find(({ step }) => step === sideKey(id, side))?.lineage;
    const cut = shown.filter((step) => step.limit === MOST && answerTo(step)?.truncated);
    const told = shown.filter((step) => answerTo(step)?.truncated === false || cut.includes(step));
    return { told: new Set(told.map(({ id, side }) => sideKey(id, side))), cut };
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

  const built = useMemo(() => {
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
  const full = useSteady(built, steadyGraph);

  const graph = useSteady(
    useMemo(() => withoutCollapsed(full, neighboursOf(full, "tables"), of ?? [], collapsed), [full, of, collapsed]),
    steadyGraph,
  );
  const queries = useQueryClient();
  return {
    graph,
    told,
    cut,
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
