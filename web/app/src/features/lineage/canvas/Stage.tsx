import "@xyflow/react/dist/base.css";
import "./canvas.css";
import { useComputedColorScheme } from "@mantine/core";
import {
  type Connection,
  type FinalConnectionState,
  Panel,
  ReactFlow,
  type ReactFlowInstance,
  useKeyPress,
  useStore,
  type Viewport,
} from "@xyflow/react";
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Box, Point } from "../model/box";
import { edgeAt, tableAt } from "../model/hit";
import { useNodeActions } from "./actions";
import { DraggedEdges } from "./DraggedEdges";
import { FarLayer } from "./FarLayer";
import { type Chosen, FlowScene, type LineageFlowEdge, TABLE_HANDLE, type TableFlowNode } from "./flow";
import { LineageEdge } from "./LineageEdge";
import { MiniMap } from "./MiniMap";
import { TableNode } from "./TableNode";
import { useDragged } from "./useDragged";
import type { Drawn } from "./useScene";

const NODES = { table: TableNode };
const EDGES = { lineage: LineageEdge };
/** So few tables, and the edges between them, are elements however far away. */
const ALWAYS_NEAR = 60;
/** From this zoom on rows and facts can be read. */
const NEAR = 0.62;
export const FURTHEST = 0.02;
/** Tables come and go in steps of so many units. */
const STEP = 300;
/** So many pixels from an edge the mouse is on it. */
const REACH = 7;

export type Flow = ReactFlowInstance<TableFlowNode, LineageFlowEdge>;

interface Props {
  scene: Drawn;
  start: ReadonlySet<string>;
  chosen: Chosen;
  /** The table in whose filter of columns one is about to type. */
  typing: string | undefined;
  onChoose: (chosen: Chosen) => void;
  onMove: (id: string, to: Point) => void;
  onMoved: () => void;
  onDraw: (from: string, to: string) => void;
  onEdgeMenu: (edge: string, at: Point) => void;
  onInit: (flow: Flow) => void;
  /** Where one looks at first, and how much of the screen there is for it. */
  begin: () => Viewport & Pick<Box, "width" | "height">;
  children?: ReactNode;
}

/** The canvas itself. */
export function Stage({
  scene,
  start,
  chosen,
  typing,
  onChoose,
  onMove,
  onMoved,
  onDraw,
  onEdgeMenu,
  onInit,
  begin,
  children,
}: Props) {
  // What is painted takes its colours from the page: with others it is painted from the start.
  const colours = useComputedColorScheme("light");
  const { mayEdit, hover } = useNodeActions();
  const flow = useRef<Flow>(undefined);
  const few = scene.boxes.size <= ALWAYS_NEAR;
  const [first] = useState(begin);
  const [sight, setSight] = useState(() => boxOf(stepsOf(first)));
  const [moving, setMoving] = useState(false);
  const near = few || sight !== undefined;

  const { node, edge } = chosen;
  const [flowScene] = useState(() => new FlowScene());
  const standing = useMemo(
    () => (near ? flowScene.nodes(scene, { node, edge, typing }, start, few ? undefined : sight) : []),
    [near, few, sight, flowScene, scene, node, edge, typing, start],
  );
  const edges = useMemo(() => (few ? flowScene.edges(scene, { node, edge }) : []), [few, flowScene, scene, node, edge]);

  const { nodes, dragged, onNodesChange, stop } = useDragged(standing);
  // With the space bar one takes hold of the canvas wherever the mouse is.
  const holding = useKeyPress("Space");
  /** The table or edge under the mouse that is part of the picture and no element. */
  const painted = (event: Pick<MouseEvent, "clientX" | "clientY">): Chosen => {
    const at = few ? undefined : flow.current?.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (!at) return {};
    const table = near ? undefined : tableAt(scene, at);
    return table ? { node: table } : { edge: edgeAt(scene, at, REACH / (flow.current?.getZoom() ?? 1)) };
  };
  const connect = ({ source, sourceHandle, target, targetHandle }: Connection) => {
    onDraw(
      sourceHandle === TABLE_HANDLE ? source : (sourceHandle ?? source),
      targetHandle === TABLE_HANDLE ? target : (targetHandle ?? target),
    );
  };
  // The whole of a table, or of a row, takes what is let go over it: the dot at its edge is small.
  const letGo = (event: globalThis.MouseEvent | TouchEvent, { fromHandle, toHandle }: FinalConnectionState) => {
    if (!fromHandle || toHandle) return;
    const end = endAt(event, fromHandle);
    if (!end) return;
    const from = fromHandle.id === TABLE_HANDLE ? fromHandle.nodeId : (fromHandle.id ?? fromHandle.nodeId);
    if (fromHandle.type === "source") onDraw(from, end);
    else onDraw(end, from);
  };

  return (
    <ReactFlow<TableFlowNode, LineageFlowEdge>
      nodes={nodes}
      edges={edges}
      nodeTypes={NODES}
      edgeTypes={EDGES}
      colorMode={colours}
      minZoom={FURTHEST}
      maxZoom={2}
      defaultViewport={first}
      onlyRenderVisibleElements
      disableKeyboardA11y
      nodesFocusable={false}
      edgesFocusable={false}
      nodesConnectable={mayEdit}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      connectionRadius={22}
      zoomOnDoubleClick={false}
      attributionPosition="bottom-left"
      proOptions={{ hideAttribution: false }}
      onInit={(instance) => {
        flow.current = instance;
        onInit(instance);
      }}
      onMoveStart={() => {
        setMoving(true);
        hover(undefined);
      }}
      onMoveEnd={() => setMoving(false)}
      className={moving ? "moving" : undefined}
      nodesDraggable={!holding}
      onNodesChange={onNodesChange}
      onNodeDragStop={(_, { id, position }) => {
        stop();
        onMove(id, position);
        onMoved();
      }}
      onNodeClick={(event, { id }) => onChoose({ node: columnAt(event) ?? id })}
      onNodeMouseMove={(event, { id }) => hover(columnAt(event) ?? id)}
      onEdgeClick={(_, { id }) => onChoose({ edge: id })}
      onEdgeMouseEnter={(_, { id }) => hover(id)}
      onEdgeMouseLeave={() => hover(undefined)}
      onEdgeContextMenu={(event, { id }) => {
        event.preventDefault();
        onEdgeMenu(id, { x: event.clientX, y: event.clientY });
      }}
      onPaneClick={(event) => onChoose(painted(event))}
      onPaneMouseMove={
        few
          ? undefined
          : (event) => {
              if (event.buttons !== 0) return;
              const under = painted(event);
              hover(under.node ?? under.edge);
            }
      }
      onPaneContextMenu={(event) => {
        const { edge: under } = painted(event);
        if (!under) return;
        event.preventDefault();
        onEdgeMenu(under, { x: event.clientX, y: event.clientY });
      }}
      onConnect={connect}
      onConnectEnd={letGo}
      isValidConnection={({ source, sourceHandle, target, targetHandle }) =>
        source !== target && (sourceHandle === TABLE_HANDLE) === (targetHandle === TABLE_HANDLE)
      }
    >
      <Sight onChange={setSight} />
      {!few && (
        <FarLayer key={colours} scene={scene} chosen={chosen} tables={!near} without={dragged?.id} start={start} />
      )}
      {!few && dragged && <DraggedEdges scene={scene} {...dragged} />}
      <Panel position="bottom-right">
        <MiniMap key={colours} scene={scene} start={start} />
      </Panel>
      {children}
    </ReactFlow>
  );
}

/** What of another table is under the pointer: the table where one began at a table, else the column. */
function endAt(
  event: globalThis.MouseEvent | TouchEvent,
  { nodeId, id }: NonNullable<FinalConnectionState["fromHandle"]>,
): string | undefined {
  const { clientX, clientY } = "changedTouches" in event ? (event.changedTouches[0] ?? {}) : event;
  if (clientX === undefined || clientY === undefined) return undefined;
  const under = document.elementFromPoint(clientX, clientY);
  const table = under?.closest<HTMLElement>(".react-flow__node")?.dataset.id;
  if (table === undefined || table === nodeId) return undefined;
  return id === TABLE_HANDLE ? table : under?.closest<HTMLElement>("[data-column]")?.dataset.column;
}

/** The column whose row of a table the mouse is on. */
const columnAt = ({ target }: MouseEvent): string | undefined =>
  target instanceof Element ? target.closest<HTMLElement>("[data-column]")?.dataset.column : undefined;

/** Tells what is in sight while one is near enough to read, in steps: the canvas is drawn anew only with each of them. */
function Sight({ onChange }: { onChange: (sight: Box | undefined) => void }) {
  const key = useStore(({ transform: [x, y, zoom], width, height }) =>
    // Not measured yet: what one looks at first was told.
    width === 0 ? undefined : stepsOf({ x, y, zoom, width, height }),
  );
  useEffect(() => {
    if (key !== undefined) onChange(boxOf(key));
  }, [key, onChange]);
  return null;
}

/** What is in sight in steps, as text: nothing when one is too far away to read. */
function stepsOf({ x, y, zoom, width, height }: Viewport & Pick<Box, "width" | "height">): string {
  if (zoom < NEAR) return "";
  const left = Math.floor(-x / zoom / STEP) - 1;
  const top = Math.floor(-y / zoom / STEP) - 1;
  const right = Math.ceil((width - x) / zoom / STEP) + 1;
  const bottom = Math.ceil((height - y) / zoom / STEP) + 1;
  return [left, top, right - left, bottom - top].join();
}

function boxOf(steps: string): Box | undefined {
  const [x = 0, y = 0, width = 0, height = 0] = steps.split(",").map((part) => Number(part) * STEP);
  return steps === "" ? undefined : { x, y, width, height };
}
