import type { Edge as FlowEdge, Node as FlowNode, NodeHandle } from "@xyflow/react";
import { MarkerType, Position } from "@xyflow/react";
import { type Box, HEADER, NODE_WIDTH, overlap, type Point } from "../model/box";
import type { Around } from "../model/expand";
import { type Edge, lookOf, type TableNode } from "../model/graph";
import { portOf, type RowView } from "../model/rows";
import type { Drawn } from "./useScene";

export interface TableData extends Record<string, unknown> {
  table: TableNode;
  rows: RowView | undefined;
  around: Around | undefined;
  cycle: boolean;
  /** The column of it that is chosen. */
  column: string | undefined;
  /** One looks from here. */
  start: boolean;
  /** One is about to type what its columns are filtered by. */
  typing: boolean;
}

export type TableFlowNode = FlowNode<TableData, "table">;
export type LineageFlowEdge = FlowEdge<{ edge: Edge; via: readonly Point[] | undefined }, "lineage">;

/** As large whatever the width of the line. */
const ARROW = { type: MarkerType.ArrowClosed, width: 18, height: 18, markerUnits: "userSpaceOnUse" };

/** The handle of a table itself: at its header. */
export const TABLE_HANDLE = "table";

export interface Chosen {
  node?: string;
  edge?: string;
}

/** What React Flow draws: what has not changed is the same object again, so that it leaves that alone. */
class Kept<Made> {
  private former = new Map<string, { parts: readonly unknown[]; made: Made }>();
  private now = new Map<string, { parts: readonly unknown[]; made: Made }>();

  /** The former one while all its parts are the same. */
  take(id: string, parts: readonly unknown[], make: () => Made): Made {
    const before = this.former.get(id);
    const same = before?.parts.length === parts.length && parts.every((part, at) => part === before.parts[at]);
    const made = before && same ? before.made : make();
    this.now.set(id, { parts, made });
    return made;
  }

  /** What was not taken since the last turn is forgotten. */
  turn(): void {
    this.former = this.now;
    this.now = new Map();
  }
}

/** The nodes and edges of a scene, of all of it or of what is in sight. */
export class FlowScene {
  private readonly keptNodes = new Kept<TableFlowNode>();
  private readonly keptEdges = new Kept<LineageFlowEdge>();

  nodes(
    { graph, boxes, rows, around, cycles }: Drawn,
    chosen: Chosen & { typing?: string },
    start: ReadonlySet<string>,
    sight?: Box,
  ): TableFlowNode[] {
    const nodes: TableFlowNode[] = [];
    for (const [id, box] of boxes) {
      const table = graph.tables.get(id);
      if (!table || (sight && !overlap(box, sight))) continue;
      const data = {
        table,
        rows: rows.get(id),
        around: around.get(id),
        cycle: cycles.has(id),
        column: graph.home.get(chosen.node ?? "") === id && chosen.node !== id ? chosen.node : undefined,
        start: start.has(id),
        typing: chosen.typing === id,
      };
      const selected = chosen.node === id;
      const parts = [...Object.values(data), box, selected];
      nodes.push(this.keptNodes.take(id, parts, () => nodeOf(id, box, data, selected)));
    }
    this.keptNodes.turn();
    return nodes;
  }

  edges({ graph, boxes, rows, ways }: Drawn, chosen: Chosen): LineageFlowEdge[] {
    const handle = (table: string, end: string) =>
      rows.get(table)?.shown.some(({ id }) => id === end) ? end : TABLE_HANDLE;
    const edges: LineageFlowEdge[] = [];
    for (const edge of graph.edges.values()) {
      if (!boxes.has(edge.fromTable) || !boxes.has(edge.toTable)) continue;
      const sourceHandle = handle(edge.fromTable, edge.from);
      const targetHandle = handle(edge.toTable, edge.to);
      const via = ways?.get(edge.id);
      const selected = chosen.edge === edge.id;
      const ariaLabel = [edge.fromTable, edge.toTable].map((id) => graph.tables.get(id)?.name).join(" → ");
      edges.push(
        this.keptEdges.take(edge.id, [edge, sourceHandle, targetHandle, via, selected, ariaLabel], () => ({
          id: edge.id,
          type: "lineage",
          source: edge.fromTable,
          target: edge.toTable,
          sourceHandle,
          targetHandle,
          data: { edge, via },
          selected,
          ariaLabel,
          markerEnd: { ...ARROW, color: `var(--edge-${lookOf(edge)})` },
        })),
      );
    }
    this.keptEdges.turn();
    return edges;
  }
}

function nodeOf(id: string, { x, y, height }: Box, data: TableData, selected: boolean): TableFlowNode {
  const size = { width: NODE_WIDTH, height };
  return {
    id,
    type: "table",
    position: { x, y },
    data,
    selected,
    ...size,
    measured: size,
    handles: handlesOf(data),
    // Its header is what it is moved by: rows are drawn from.
    dragHandle: ".table-node-head",
  };
}

/** Where edges dock, so that React Flow need not measure. */
function handlesOf({ rows }: TableData): NodeHandle[] {
  const both = (id: string, y: number): NodeHandle[] => [
    { id, type: "target", position: Position.Left, x: 0, y, width: 0, height: 0 },
    { id, type: "source", position: Position.Right, x: NODE_WIDTH, y, width: 0, height: 0 },
  ];
  return [...both(TABLE_HANDLE, HEADER / 2), ...(rows?.shown ?? []).flatMap(({ id }) => both(id, portOf(id, rows)))];
}
