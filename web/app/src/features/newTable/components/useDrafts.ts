import { useCallback, useEffect, useRef, useState } from "react";
import { follow } from "~/shared/graphql/follow";
import { FETCH } from "../api/documents";
import { takenBy } from "../api/taken";
import { type Draft, withFetched } from "../model/drafts";

/** So many fetches run at once; the others wait. */
const AT_ONCE = 4;

/** The tables that are not saved yet, and their fetches. */
export function useDrafts() {
  const [drafts, setDrafts] = useState<Draft[]>([]);
  const running = useRef(new Map<string, AbortController>());

  const change = useCallback((key: string, next: (draft: Draft) => Draft) => {
    setDrafts((before) => before.map((draft) => (draft.key === key ? next(draft) : draft)));
  }, []);

  const fetchOne = useCallback(
    async ({ key, asked, sourceId }: Draft) => {
      if (!sourceId) return;
      const stop = new AbortController();
      running.current.set(key, stop);
      const tell = (next: (draft: Draft) => Draft) => {
        if (!stop.signal.aborted) change(key, next);
      };
      try {
        const input = { sourceId, name: asked.name, schema: asked.schema };
        for await (const { fetchColumns } of follow(FETCH, { input }, stop.signal)) {
          const { progress, result } = fetchColumns;
          if (progress) tell((draft) => ({ ...draft, progress }));
          if (!result) continue;
          tell((draft) => withFetched(draft, result));
          const taken = await takenBy(sourceId, result);
          tell((draft) => ({ ...draft, taken, both: false }));
        }
      } catch (error) {
        tell((draft) => ({ ...draft, state: "failed", progress: undefined, error }));
      } finally {
        running.current.delete(key);
        // The next one that waits may begin.
        setDrafts((before) => [...before]);
      }
    },
    [change],
  );

  useEffect(() => {
    const free = AT_ONCE - drafts.filter(({ state }) => state === "fetching").length;
    const next = drafts.filter(({ state }) => state === "waiting").slice(0, Math.max(0, free));
    for (const draft of next) {
      change(draft.key, (waiting) => ({ ...waiting, state: "fetching" }));
      void fetchOne(draft);
    }
  }, [drafts, change, fetchOne]);

  useEffect(() => {
    const all = running.current;
    return () => {
      for (const stop of all.values()) stop.abort();
    };
  }, []);

  const add = useCallback((more: Draft[]) => setDrafts((before) => [...before, ...more]), []);
  const remove = useCallback((key: string) => {
    running.current.get(key)?.abort();
    setDrafts((before) => before.filter((draft) => draft.key !== key));
  }, []);
  const ask = useCallback(
    (key: string, asked: Draft["asked"]) =>
      change(key, (draft) => ({ ...draft, asked, state: "waiting", error: undefined })),
    [change],
  );
  const clear = useCallback(() => setDrafts([]), []);
  return { drafts, add, remove, change, ask, clear };
}
