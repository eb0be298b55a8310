import { useEffect, useMemo, useState } from "react";
import { follow } from "~/shared/graphql/follow";
import { FETCH_AGAIN } from "../api/fetch";
import type { Refetched } from "../model/diff";

interface State {
  /** What was asked for; an answer to what is asked no more is none. */
  asked?: object;
  phase?: string;
  result?: Refetched;
  error?: unknown;
}

/** Fetches a table anew while it is shown; leaving cancels. */
export function useRefetch(sourceId: string, tableId: string) {
  const [state, setState] = useState<State>({});
  const [attempt, setAttempt] = useState(0);
  const asked = useMemo(() => ({ input: { sourceId, tableId }, attempt }), [sourceId, tableId, attempt]);
  useEffect(() => {
    const leaving = new AbortController();
    const tell = (next: State) => {
      if (!leaving.signal.aborted) setState({ asked, ...next });
    };
    const run = async () => {
      for await (const { fetchColumns } of follow(FETCH_AGAIN, { input: asked.input }, leaving.signal)) {
        if (fetchColumns.progress) tell({ phase: fetchColumns.progress.phase });
        if (fetchColumns.result) tell({ result: fetchColumns.result });
      }
    };
    run().catch((error: unknown) => tell({ error }));
    return () => leaving.abort();
  }, [asked]);
  const { phase, result, error } = state.asked === asked ? state : {};
  return { phase, result, error, retry: () => setAttempt((before) => before + 1) };
}
