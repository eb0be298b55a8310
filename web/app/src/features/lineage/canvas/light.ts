import { createContext, useContext, useSyncExternalStore } from "react";
import type { Lit } from "../model/highlight";

/** What is lit at the moment: nodes and edges listen each for itself, so that a hover draws no more than it changes. */
export class Light {
  private readonly listeners = new Set<() => void>();
  private now: Lit | undefined;

  get lit(): Lit | undefined {
    return this.now;
  }

  set(lit: Lit | undefined): void {
    if (lit === this.now) return;
    this.now = lit;
    for (const listener of this.listeners) listener();
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export const LightContext = createContext(new Light());

type Shade = "lit" | "dim" | undefined;

function shade(ids: ReadonlySet<string> | undefined, id: string): Shade {
  if (!ids) return undefined;
  return ids.has(id) ? "lit" : "dim";
}

export function useNodeShade(id: string): Shade {
  const light = useContext(LightContext);
  return useSyncExternalStore(light.subscribe, () => shade(light.lit?.nodes, id));
}

export function useEdgeShade(id: string): Shade {
  const light = useContext(LightContext);
  return useSyncExternalStore(light.subscribe, () => shade(light.lit?.edges, id));
}
