import { useMemo, useState } from "react";
import type { Moved } from "../api/positions";
import { inCycles } from "../model/cycles";
import { type Around, around } from "../model/expand";
import type { Scene } from "../model/geometry";
import { type Graph, type Neighbours, neighboursOf } from "../model/graph";
import { heightOf, type RowChoice, type RowView, rowsOf } from "../model/rows";
import { waysOf } from "../model/ways";
import { usePlaces } from "./usePlaces";

/** All that drawing, keys and hovers go by. */
export interface Drawn extends Scene {
  /** Who is beside whom: between tables, and between the ends of edges. */
  tables: Neighbours;
  ends: Neighbours;
  cycles: ReadonlySet<string>;
  around: ReadonlyMap<string, Around>;
}

/** The graph with places for everything; undefined until it was laid out for the first time. */
export function useScene(
  view: string,
  graph: Graph,
  told: ReadonlySet<string>,
  choices: ReadonlyMap<string, RowChoice>,
  moved: Moved | undefined,
): Drawn | undefined {
  const facts = useMemo(() => {
    const tables = neighboursOf(graph, "tables");
    const ends = neighboursOf(graph, "ends");
    const beside = new Map([...graph.tables.keys()].map((id) => [id, around(graph, { tables, ends }, id, told)]));
    return { tables, ends, cycles: inCycles(graph, tables), around: beside };
  }, [graph, told]);
  const rows = useMemo(() => {
    const found = new Map<string, RowView>();
    if (graph.level === "TABLE") return found;
    for (const [id, table] of graph.tables) found.set(id, rowsOf(table, facts.ends, choices.get(id)));
    return found;
  }, [graph, facts, choices]);
  const heights = useStable(
    useMemo(() => {
      const found = new Map<string, number>();
      for (const id of graph.tables.keys()) found.set(id, heightOf(graph.level, rows.get(id)));
      return found;
    }, [graph, rows]),
  );
  const boxes = usePlaces(view, graph, heights, moved);
  const ways = useMemo(() => boxes && waysOf({ graph, boxes, rows }), [graph, boxes, rows]);
  return useMemo(() => boxes && { graph, boxes, rows, ways, ...facts }, [graph, boxes, rows, ways, facts]);
}

/** The former map while the new one says the same: scrolling the rows of a table lays nothing out. */
function useStable(heights: Map<string, number>): Map<string, number> {
  const key = useMemo(() => [...heights].join(), [heights]);
  const [former, setFormer] = useState({ key, heights });
  if (former.key === key) return former.heights;
  setFormer({ key, heights });
  return heights;
}
