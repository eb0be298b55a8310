import { BaseEdge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { curve } from "../model/geometry";
import { lookOf } from "../model/graph";
import type { LineageFlowEdge } from "./flow";
import { useEdgeShade } from "./light";

/** An edge as the legend says. */
export const LineageEdge = memo(function LineageEdge(props: EdgeProps<LineageFlowEdge>) {
  const { id, data, sourceX, sourceY, targetX, targetY, markerEnd, selected } = props;
  const shade = useEdgeShade(id);
  if (!data) return null;
  const { edge, via } = data;
  return (
    <g
      className="lineage-edge"
      data-look={lookOf(edge)}
      data-derived={edge.derived || undefined}
      data-change={edge.change}
      data-pending={edge.pending}
      data-shade={shade}
      data-chosen={selected || undefined}
    >
      <BaseEdge
        id={id}
        path={curve({ start: { x: sourceX, y: sourceY }, end: { x: targetX, y: targetY }, via })}
        markerEnd={markerEnd}
        interactionWidth={14}
      />
    </g>
  );
});
