import type { QueryClient } from "@tanstack/react-query";
import { beginMoved } from "../api/positions";
import { walkOptions } from "../api/walk";
import { type LineageSearch, levelOf } from "../model/search";
import { shapeOf } from "../model/shape";
import { viewKey } from "../model/view";
import { warmUp } from "./layouter";

/** Begins what the canvas waits for while its code is still on its way: the walk, what was moved, the worker. */
export function beginCanvas(queries: QueryClient, search: LineageSearch): void {
  if (!search.of) return;
  warmUp();
  beginMoved(viewKey(search.of, levelOf(search)));
  void queries.prefetchQuery(walkOptions(search, shapeOf(search).limit));
}
