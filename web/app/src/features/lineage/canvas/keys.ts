import type { KeyboardEvent } from "react";
import { type Point, ROWS } from "../model/box";
import type { Side } from "../model/expand";
import { nextEdge, nextPlace, type Way } from "../model/keys";
import type { Chosen } from "./flow";
import type { Drawn } from "./useScene";

const WAYS: Record<string, Way> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

/** So far a table is moved by a key. */
const STRIDE = 20;

function by(way: Way, there: Way, back: Way): number {
  if (way === there) return STRIDE;
  return way === back ? -STRIDE : 0;
}

export interface KeyActions {
  choose: (chosen: Chosen) => void;
  open: (chosen: Chosen) => void;
  menu: (edge: string) => void;
  /** From a table, or from one of its columns. */
  add: (from: string) => void;
  mayAdd: boolean;
  toggle: (table: string, side: Side) => void;
  /** To the filter of a table's columns. */
  rows: (table: string) => void;
  /** All columns of a table, or those of the walk again. */
  whole: (table: string) => void;
  move: (table: string, by: Point) => void;
  help: () => void;
  search: () => void;
  zoom: (by: "in" | "out" | "fit") => void;
  /** The table to begin with when nothing is chosen. */
  first: () => string | undefined;
}

/** What keys do on the canvas. */
export function keyHandler(scene: Drawn | undefined, { node, edge }: Chosen, actions: KeyActions) {
  const table = node ? scene?.graph.home.get(node) : scene?.graph.edges.get(edge ?? "")?.fromTable;
  const column = !edge && node !== table ? node : undefined;
  const ofColumns = scene?.graph.level === "COLUMN";
  /** As many rows on as a table shows at once. */
  const page = (to: 1 | -1) => {
    const sorted = scene?.rows.get(table ?? "")?.sorted ?? [];
    const at = sorted.findIndex(({ id }) => id === node);
    const next = sorted[Math.max(0, Math.min(at + to * ROWS, sorted.length - 1))];
    if (next) actions.choose({ node: next.id });
  };
  const keys = new Map<string, () => unknown>([
    ["Enter", () => (column && actions.mayAdd ? actions.add(column) : actions.open({ node, edge }))],
    ["i", () => actions.open({ node, edge })],
    ["Escape", () => actions.choose({})],
    ["/", actions.search],
    ["+", () => actions.zoom("in")],
    ["=", () => actions.zoom("in")],
    ["-", () => actions.zoom("out")],
    ["f", () => actions.zoom("fit")],
    ["0", () => actions.zoom("fit")],
    ["c", () => table && actions.add(column ?? table)],
    ["r", () => ofColumns && table && actions.rows(table)],
    ["a", () => ofColumns && table && actions.whole(table)],
    ["PageDown", () => table && node && page(1)],
    ["PageUp", () => table && node && page(-1)],
    ["?", actions.help],
    ["[", () => table && actions.toggle(table, "UP")],
    ["]", () => table && actions.toggle(table, "DOWN")],
    ["m", () => edge && actions.menu(edge)],
    ["ContextMenu", () => edge && actions.menu(edge)],
  ]);
  return (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (!scene || target.closest("input, button, [role=menu], [role=dialog]")) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "f") return;
      event.preventDefault();
      actions.search();
      return;
    }
    if (event.altKey) return;
    const way = WAYS[event.key];
    let does = keys.get(event.key);
    if (event.shiftKey && event.key === "F10") does = () => edge && actions.menu(edge);
    if (way && event.shiftKey) {
      does = () => table && actions.move(table, { x: by(way, "right", "left"), y: by(way, "down", "up") });
    } else if (way) {
      does = () => {
        const next = table ? nextPlace(scene, edge ? table : (node ?? table), way) : actions.first();
        if (next) actions.choose({ node: next });
      };
    }
    if (event.key === "e" && table) {
      does = () => {
        const next = nextEdge(scene, table, edge);
        if (next) actions.choose({ edge: next, node: table });
      };
    }
    if (!does) return;
    event.preventDefault();
    does();
  };
}
