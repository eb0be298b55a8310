import { BaseEdge, type EdgeProps, useInternalNode } from "@xyflow/react";
import { memo } from "react";
import { arrivesAt, curve, leavesAt, levelled } from "../model/geometry";
import { lookOf } from "../model/graph";
import type { LineageFlowEdge, TableFlowNode } from "./flow";
import { useEdgeShade } from "./light";

/**
 * An edge as the legend says. It docks where the tables are drawn: the ends that React Flow tells are those of the
 * handles once it has measured them, some pixels away, and of some nodes only.
 */
export const LineageEdge = memo(function LineageEdge(props: EdgeProps<LineageFlowEdge>) {
  const { id, data, source, target, markerEnd, selected } = props;
  const shade = useEdgeShade(id);
  const from = useInternalNode<TableFlowNode>(source);
  const to = useInternalNode<TableFlowNode>(target);
  if (!data || !from || !to) return null;
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
        path={curve(
          levelled({
            start: leavesAt(from.internals.positionAbsolute, edge.from, from.data.rows),
            end: arrivesAt(to.internals.positionAbsolute, edge.to, to.data.rows),
            via,
          }),
        )}
        markerEnd={markerEnd}
        interactionWidth={14}
      />
    </g>
  );
});
