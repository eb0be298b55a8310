import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { type Lit, pathAlong, pathThrough } from "../model/highlight";
import type { LineageSearch } from "../model/search";
import type { Chosen } from "./flow";
import { LightContext } from "./light";
import type { Drawn } from "./useScene";

/** The table, column or edge that keys go from, and the light on the way through it or through what is hovered. */
export function useChosen(scene: Drawn | undefined, { node, edge }: LineageSearch) {
  const light = useContext(LightContext);
  const [chosen, choose] = useState<Chosen>({ node, edge });
  useEffect(() => choose({ node, edge }), [node, edge]);

  const { graph, ends } = scene ?? {};
  const pathOf = useCallback(
    (id: string | undefined): Lit | undefined => {
      if (!graph || !ends || id === undefined) return undefined;
      if (!graph.edges.has(id) && !graph.home.has(id)) return undefined;
      return graph.edges.has(id) ? pathAlong(graph, ends, id) : pathThrough(graph, ends, id);
    },
    [graph, ends],
  );
  // An edge that has ended lights nothing any more.
  const lit = useMemo(() => pathOf(chosen.edge) ?? pathOf(chosen.node), [pathOf, chosen]);
  const hovered = useRef<string>(undefined);
  useEffect(() => {
    hovered.current = undefined;
    light.set(lit);
  }, [light, lit]);

  /** The mouse is over a table, column or edge, or over nothing. */
  const hover = useCallback(
    (id: string | undefined) => {
      if (id === hovered.current) return;
      hovered.current = id;
      light.set(pathOf(id) ?? lit);
    },
    [light, lit, pathOf],
  );
  return { chosen, choose, hover };
}
