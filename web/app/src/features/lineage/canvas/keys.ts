import type { KeyboardEvent } from "react";
import type { Side } from "../model/expand";
import { nextEdge, nextPlace, type Way } from "../model/keys";
import type { Chosen } from "./flow";
import type { Drawn } from "./useScene";

const WAYS: Record<string, Way> = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

export interface KeyActions {
  choose: (chosen: Chosen) => void;
  open: (chosen: Chosen) => void;
  menu: (edge: string) => void;
  /** From a table, or from one of its columns. */
  draw: (from: string) => void;
  mayDraw: boolean;
  toggle: (table: string, side: Side) => void;
  search: () => void;
  zoom: (by: "in" | "out" | "fit") => void;
  /** The table to begin with when nothing is chosen. */
  first: () => string | undefined;
}

/** What keys do on the canvas. */
export function keyHandler(scene: Drawn | undefined, { node, edge }: Chosen, actions: KeyActions) {
  const table = node ? scene?.graph.home.get(node) : scene?.graph.edges.get(edge ?? "")?.fromTable;
  const column = !edge && node !== table ? node : undefined;
  const keys = new Map<string, () => unknown>([
    ["Enter", () => (column && actions.mayDraw ? actions.draw(column) : actions.open({ node, edge }))],
    ["i", () => actions.open({ node, edge })],
    ["Escape", () => actions.choose({})],
    ["/", actions.search],
    ["+", () => actions.zoom("in")],
    ["=", () => actions.zoom("in")],
    ["-", () => actions.zoom("out")],
    ["f", () => actions.zoom("fit")],
    ["0", () => actions.zoom("fit")],
    ["c", () => table && actions.draw(column ?? table)],
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
    if (way) {
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
