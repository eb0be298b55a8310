import { useEffect, useState } from "react";
import { follow } from "~/shared/graphql/follow";
import { FETCH_AGAIN } from "../api/fetch";
import type { Refetched } from "../model/diff";

interface State {
  phase?: string;
  result?: Refetched;
  error?: unknown;
}

/** Fetches a table anew while it is shown; leaving cancels. */
export function useRefetch(sourceId: string, tableId: string) {
  const [state, setState] = useState<State>({});
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt fetches anew
  useEffect(() => {
    const leaving = new AbortController();
    const tell = (next: State) => {
      if (!leaving.signal.aborted) setState(next);
    };
    const run = async () => {
      for await (const { fetchColumns } of follow(FETCH_AGAIN, { input: { sourceId, tableId } }, leaving.signal)) {
        if (fetchColumns.progress) tell({ phase: fetchColumns.progress.phase });
        if (fetchColumns.result) tell({ result: fetchColumns.result });
      }
    };
    setState({});
    run().catch((error: unknown) => tell({ error }));
    return () => leaving.abort();
  }, [sourceId, tableId, attempt]);
  return { ...state, retry: () => setAttempt((before) => before + 1) };
}
