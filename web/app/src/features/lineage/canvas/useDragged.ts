import type { NodeChange } from "@xyflow/react";
import { useCallback, useMemo, useState } from "react";
import type { Point } from "../model/box";
import type { TableFlowNode } from "./flow";

/** The table that is being dragged, and the nodes with it where it is: everything else stays as it is meanwhile. */
export function useDragged(standing: TableFlowNode[]) {
  const [dragged, setDragged] = useState<{ id: string; at: Point }>();
  const nodes = useMemo(
    () =>
      dragged ? standing.map((node) => (node.id === dragged.id ? { ...node, position: dragged.at } : node)) : standing,
    [standing, dragged],
  );
  const onNodesChange = useCallback((changes: NodeChange<TableFlowNode>[]) => {
    for (const one of changes) {
      if (one.type === "position" && one.position && one.dragging) setDragged({ id: one.id, at: one.position });
    }
  }, []);
  const stop = useCallback(() => setDragged(undefined), []);
  return { nodes, dragged, onNodesChange, stop };
}
