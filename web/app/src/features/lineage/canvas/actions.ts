import { createContext, useContext } from "react";
import type { Side } from "../model/expand";

/** What can be done from within a node. */
export interface NodeActions {
  mayEdit: boolean;
  expand: (id: string, side: Side) => void;
  collapse: (id: string, side: Side) => void;
  /** Shows all columns of a table, or those of the walk again. */
  showAll: (id: string, all: boolean) => void;
  filterRows: (id: string, filter: string) => void;
  /** So many rows are above the first one shown. */
  turn: (id: string, offset: number) => void;
  /** The mouse is over a table, column or edge, or over nothing. */
  hover: (id: string | undefined) => void;
  choose: (id: string) => void;
  /** One has left the filter of a table's columns. */
  typed: () => void;
}

const nothing = () => undefined;

export const NodeActionsContext = createContext<NodeActions>({
  mayEdit: false,
  expand: nothing,
  collapse: nothing,
  showAll: nothing,
  filterRows: nothing,
  turn: nothing,
  hover: nothing,
  choose: nothing,
  typed: nothing,
});

export const useNodeActions = () => useContext(NodeActionsContext);
