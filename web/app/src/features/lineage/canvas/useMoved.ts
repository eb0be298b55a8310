import { useCallback, useEffect, useRef, useState } from "react";
import { tellFailure } from "~/shared/ui/Toast";
import { loadMoved, type Moved, saveMoved } from "../api/positions";
import type { Point } from "../model/box";

const NONE: Moved = {};

interface Kept {
  view: string;
  moved: Moved;
  /** Whether it holds all that is remembered; else that could not be read. */
  whole: boolean;
}

/** Where a person has moved tables in this view, as it is remembered for him. */
export function useMoved(view: string) {
  const [kept, setKept] = useState<Kept>();
  const latest = useRef<Kept>({ view, moved: NONE, whole: false });
  const put = useCallback((next: Kept) => {
    latest.current = next;
    setKept(next);
  }, []);

  useEffect(() => {
    let gone = false;
    latest.current = { view, moved: NONE, whole: false };
    loadMoved(view)
      .then((moved) => ({ view, moved, whole: true }))
      .catch((error: unknown) => {
        if (!gone) tellFailure(error);
        return { view, moved: NONE, whole: false };
      })
      // Somebody may have begun anew in the meantime.
      .then((read) => !gone && !latest.current.whole && put(read));
    return () => {
      gone = true;
    };
  }, [view, put]);

  const move = useCallback(
    (id: string, to: Point) => {
      const { moved, whole } = latest.current;
      put({ view, moved: { ...moved, [id]: to }, whole });
    },
    [put, view],
  );
  const save = useCallback(async () => {
    try {
      // What could not be read is not to be written over.
      if (!latest.current.whole) {
        const remembered = await loadMoved(view);
        if (latest.current.view !== view) return;
        put({ view, moved: { ...remembered, ...latest.current.moved }, whole: true });
      }
      await saveMoved(view, latest.current.moved);
    } catch (error) {
      tellFailure(error);
    }
  }, [put, view]);
  const reset = useCallback(() => {
    put({ view, moved: NONE, whole: true });
    saveMoved(view, NONE).catch(tellFailure);
  }, [put, view]);
  return { moved: kept?.view === view ? kept.moved : undefined, move, save: () => void save(), reset };
}
