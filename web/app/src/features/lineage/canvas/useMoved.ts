import { useCallback, useEffect, useRef, useState } from "react";
import { tellFailure } from "~/shared/ui/Toast";
import { loadMoved, type Moved, saveMoved } from "../api/positions";
import type { Point } from "../model/box";

const NONE: Moved = {};

/** Where a person has moved tables in this view, as it is remembered for him. */
export function useMoved(view: string) {
  const [kept, setKept] = useState<{ view: string; moved: Moved }>();
  const latest = useRef<Moved>(NONE);
  useEffect(() => {
    let gone = false;
    loadMoved(view)
      .catch(() => NONE)
      .then((moved) => {
        latest.current = moved;
        if (!gone) setKept({ view, moved });
      });
    return () => {
      gone = true;
    };
  }, [view]);

  const put = useCallback(
    (moved: Moved) => {
      latest.current = moved;
      setKept({ view, moved });
    },
    [view],
  );
  const move = useCallback((id: string, to: Point) => put({ ...latest.current, [id]: to }), [put]);
  const save = useCallback(() => void saveMoved(view, latest.current).catch(tellFailure), [view]);
  const reset = useCallback(() => {
    put(NONE);
    saveMoved(view, NONE).catch(tellFailure);
  }, [put, view]);
  return { moved: kept?.view === view ? kept.moved : undefined, move, save, reset };
}
