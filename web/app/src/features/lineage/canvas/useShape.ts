import { useCallback, useMemo, useState } from "react";
import { FIRST_LIMIT } from "../api/walk";
import type { Side } from "../model/expand";
import { sideKey } from "../model/expand";
import type { RowChoice } from "../model/rows";
import type { Step } from "./useGraph";

interface Shape {
  limit: number;
  steps: readonly Step[];
  collapsed: ReadonlySet<string>;
  whole: readonly string[];
  choices: ReadonlyMap<string, RowChoice>;
}

export const MOST = 5_000;
const PLAIN: Shape = { limit: FIRST_LIMIT, steps: [], collapsed: new Set(), whole: [], choices: new Map() };

/** What somebody opens and closes on the canvas, for as long as he looks at the same view. */
export function useShape(view: string) {
  const [kept, setKept] = useState({ view, shape: PLAIN });
  const shape = kept.view === view ? kept.shape : PLAIN;
  const change = useCallback(
    (next: (shape: Shape) => Partial<Shape>) =>
      setKept((before) => {
        const now = before.view === view ? before.shape : PLAIN;
        return { view, shape: { ...now, ...next(now) } };
      }),
    [view],
  );
  const actions = useMemo(
    () => ({
      showMore: () => change(({ limit }) => ({ limit: Math.min(limit * 4, MOST) })),
      expand: (id: string, side: Side) =>
        change(({ steps, collapsed }) => ({
          steps: collapsed.has(sideKey(id, side)) ? steps : further(steps, id, side),
          collapsed: new Set([...collapsed].filter((key) => key !== sideKey(id, side))),
        })),
      collapse: (id: string, side: Side) =>
        change(({ collapsed }) => ({ collapsed: new Set([...collapsed, sideKey(id, side)]) })),
      showAll: (id: string, all: boolean) =>
        change(({ whole, choices }) => ({
          whole: all ? [...whole, id] : whole.filter((one) => one !== id),
          choices: new Map([...choices, [id, {}]]),
        })),
      chooseRows: (id: string, choice: RowChoice) =>
        change(({ choices }) => ({ choices: new Map([...choices, [id, { ...choices.get(id), ...choice }]]) })),
    }),
    [change],
  );
  return { shape, actions };
}

/** The steps with one more, or with more of one. */
function further(steps: readonly Step[], id: string, side: Side): readonly Step[] {
  const known = steps.find((step) => step.id === id && step.side === side);
  if (!known) return [...steps, { id, side, limit: FIRST_LIMIT }];
  return steps.map((step) => (step === known ? { ...step, limit: Math.min(step.limit * 4, MOST) } : step));
}
