import { useMemo } from "react";
import type { Moved } from "../api/positions";
import { inCycles } from "../model/cycles";
import { type Around, around } from "../model/expand";
import type { Scene } from "../model/geometry";
import { type Graph, type Neighbours, neighboursOf } from "../model/graph";
import { heightOf, type RowChoice, type RowView, rowsOf } from "../model/rows";
import { steadyMap } from "../model/steady";
import { waysOf } from "../model/ways";
import { usePlaces } from "./usePlaces";
import { useSteady } from "./useSteady";

/** All that drawing, keys and hovers go by. */
export interface Drawn extends Scene {
  /** Who is beside whom: between tables, and between the ends of edges. */
  tables: Neighbours;
  ends: Neighbours;
  cycles: ReadonlySet<string>;
  around: ReadonlyMap<string, Around>;
}

/**
 * The graph with places for everything; undefined until it was laid out for the first time. Each part is the same object
 * as long as it says the same: what is chosen in one table, or a new edge, draws no other table anew.
 */
export function useScene(
  view: string,
  graph: Graph,
  told: ReadonlySet<string>,
  choices: ReadonlyMap<string, RowChoice>,
  moved: Moved | undefined,
): Drawn | undefined {
  const facts = useMemo(() => {
    const tables = neighboursOf(graph, "tables");
    return { tables, ends: neighboursOf(graph, "ends"), cycles: inCycles(graph, tables) };
  }, [graph]);
  const beside = useSteady<ReadonlyMap<string, Around>>(
    useMemo(
      () => new Map([...graph.tables.keys()].map((id) => [id, around(graph, facts, id, told)])),
      [graph, facts, told],
    ),
    steadyMap,
  );
  const rows = useSteady<ReadonlyMap<string, RowView>>(
    useMemo(() => {
      const found = new Map<string, RowView>();
      if (graph.level === "TABLE") return found;
      for (const [id, table] of graph.tables) found.set(id, rowsOf(table, facts.ends, choices.get(id)));
      return found;
    }, [graph, facts, choices]),
    steadyMap,
  );
  // Turning the pages of a table lays nothing out.
  const heights = useSteady<ReadonlyMap<string, number>>(
    useMemo(() => {
      const found = new Map<string, number>();
      for (const id of graph.tables.keys()) found.set(id, heightOf(graph.level, rows.get(id)));
      return found;
    }, [graph, rows]),
    steadyMap,
  );
  const boxes = usePlaces(view, graph, heights, moved);
  const ways = useSteady<Scene["ways"]>(
    useMemo(() => boxes && waysOf({ graph, boxes, rows }), [graph, boxes, rows]),
    (before, next) => (before && next ? steadyMap(before, next) : next),
  );
  return useMemo(
    () => boxes && { graph, boxes, rows, ways, around: beside, ...facts },
    [graph, boxes, rows, ways, beside, facts],
  );
}
