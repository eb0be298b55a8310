import { ViewportPortal } from "@xyflow/react";
import { useMemo } from "react";
import type { Point } from "../model/box";
import { curve, endsOf } from "../model/geometry";
import { lookOf } from "../model/graph";
import type { Drawn } from "./useScene";

/** The edges of the table that is being dragged: the picture has the others, and is not painted anew with each step. */
export function DraggedEdges({ scene, id, at }: { scene: Drawn; id: string; at: Point }) {
  const edges = useMemo(
    () => [...scene.graph.edges.values()].filter(({ fromTable, toTable }) => fromTable === id || toTable === id),
    [scene, id],
  );
  const box = scene.boxes.get(id);
  if (!box) return null;
  const boxes = new Map(scene.boxes).set(id, { ...box, ...at });
  return (
    <ViewportPortal>
      <svg className="dragged-edges" aria-hidden="true">
        {edges.map((edge) => {
          const ends = endsOf({ ...scene, boxes, ways: undefined }, edge);
          if (!ends) return null;
          return (
            <g key={edge.id} className="lineage-edge" data-look={lookOf(edge)} data-derived={edge.derived || undefined}>
              <path className="react-flow__edge-path" d={curve(ends)} />
            </g>
          );
        })}
      </svg>
    </ViewportPortal>
  );
}
