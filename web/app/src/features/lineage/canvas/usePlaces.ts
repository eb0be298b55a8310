import { useEffect, useMemo, useRef, useState } from "react";
import { tellFailure } from "~/shared/ui/Toast";
import type { Moved } from "../api/positions";
import { type Box, NODE_WIDTH, type Point } from "../model/box";
import type { Graph } from "../model/graph";
import type { LayoutInput } from "../model/layout";
import { steadyMap } from "../model/steady";
import { layOut } from "./layouter";
import { useSteady } from "./useSteady";

type Heights = ReadonlyMap<string, number>;

interface Standing {
  view: string;
  at: Map<string, Point & { height: number }>;
}

/**
 * Where each table stands: laid out in a worker, with what stands already left where it is as long as the view is the
 * same, and what a person has moved where he moved it. Undefined until the first layout.
 */
export function usePlaces(
  view: string,
  graph: Graph,
  heights: Heights,
  moved: Moved | undefined,
): ReadonlyMap<string, Box> | undefined {
  const standing = useRef<Standing>({ view, at: new Map() });
  const [places, setPlaces] = useState<Standing>();
  const latest = useRef(moved);
  latest.current = moved;
  const known = moved !== undefined;

  useEffect(() => {
    if (graph.tables.size === 0 || !known) return;
    if (standing.current.view !== view) standing.current = { view, at: new Map() };
    let stale = false;
    const ids = [...graph.tables.keys()];
    layOut(inputOf(ids, graph, heights, standing.current.at, latest.current ?? {}))
      .then(({ x, y }) => {
        if (stale) return;
        const at = new Map(
          ids.map((id, place) => [id, { x: x[place] ?? 0, y: y[place] ?? 0, height: heights.get(id) ?? 0 }]),
        );
        standing.current = { view, at };
        setPlaces(standing.current);
      })
      .catch(tellFailure);
    return () => {
      stale = true;
    };
  }, [view, graph, heights, known]);

  const boxes = useMemo(() => {
    if (places?.view !== view) return undefined;
    const boxes = new Map<string, Box>();
    for (const id of graph.tables.keys()) {
      const at = moved?.[id] ?? places.at.get(id);
      if (at) boxes.set(id, { x: at.x, y: at.y, width: NODE_WIDTH, height: heights.get(id) ?? 0 });
    }
    return boxes;
  }, [places, view, graph, heights, moved]);
  return useSteady<ReadonlyMap<string, Box> | undefined>(boxes, (before, next) =>
    before && next ? steadyMap(before, next) : next,
  );
}

function inputOf(ids: string[], graph: Graph, heights: Heights, at: Standing["at"], moved: Moved): LayoutInput {
  const place = new Map(ids.map((id, index) => [id, index]));
  const pairs = new Set<number>();
  for (const { fromTable, toTable } of graph.edges.values()) {
    const [from, to] = [place.get(fromTable), place.get(toTable)];
    if (from !== undefined && to !== undefined) pairs.add(from * ids.length + to);
  }
  const where = ids.map((id) => moved[id] ?? at.get(id));
  return {
    heights: Float64Array.from(ids, (id) => heights.get(id) ?? 0),
    from: Int32Array.from(pairs, (pair) => Math.floor(pair / ids.length)),
    to: Int32Array.from(pairs, (pair) => pair % ids.length),
    x: Float64Array.from(where, (point) => point?.x ?? Number.NaN),
    y: Float64Array.from(where, (point) => point?.y ?? Number.NaN),
    grown: ids.flatMap((id, index) => {
      const before = at.get(id)?.height;
      return before !== undefined && (heights.get(id) ?? 0) > before ? [index] : [];
    }),
    fixed: Uint8Array.from(ids, (id) => (moved[id] ? 1 : 0)),
  };
}
