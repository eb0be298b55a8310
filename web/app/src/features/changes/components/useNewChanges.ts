import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { follow } from "~/shared/graphql/follow";
import { keys } from "~/shared/graphql/keys";
import { FOLLOW_CHANGES } from "../api/documents";

/** While it is shown, the list is as new as the catalog. */
export function useNewChanges(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const leaving = new AbortController();
    const watch = async () => {
      while (!leaving.signal.aborted) {
        try {
          for await (const _ of follow(FOLLOW_CHANGES, {}, leaving.signal, false)) {
            await queries.invalidateQueries({ queryKey: keys.changes });
          }
        } catch {
          // The server is away, or lets go of who reads too slowly: what was missed is loaded when it is back.
        }
        await pause(leaving.signal);
        if (!leaving.signal.aborted) await queries.invalidateQueries({ queryKey: keys.changes });
      }
    };
    void watch();
    return () => leaving.abort();
  }, [queries]);
}

/** A moment until it is tried anew, cut short when nobody looks any more. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, 5_000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });
}
