import { createContext, useContext } from "react";
import type { Side } from "../model/expand";
import type { RowChoice } from "../model/rows";

/** What can be done from within a node. */
export interface NodeActions {
  mayEdit: boolean;
  expand: (id: string, side: Side) => void;
  collapse: (id: string, side: Side) => void;
  /** Shows all columns of a table, or those of the walk again. */
  showAll: (id: string, all: boolean) => void;
  chooseRows: (id: string, choice: RowChoice) => void;
  /** The mouse is over a table, column or edge, or over nothing. */
  hover: (id: string | undefined) => void;
  choose: (id: string) => void;
}

const nothing = () => undefined;

export const NodeActionsContext = createContext<NodeActions>({
  mayEdit: false,
  expand: nothing,
  collapse: nothing,
  showAll: nothing,
  chooseRows: nothing,
  hover: nothing,
  choose: nothing,
});

export const useNodeActions = () => useContext(NodeActionsContext);
