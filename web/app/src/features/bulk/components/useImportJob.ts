import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { follow } from "~/shared/graphql/follow";
import { keys } from "~/shared/graphql/keys";
import { IMPORT_PROGRESS, importJobOptions, isRunning } from "../api/imports";

/** How soon it is seen that the server has begun what was just asked for. */
const SOON_MS = 500;

/** An import as it stands, followed while the server works on it, by whoever asked for that. */
export function useImportJob(id: string, busy: boolean) {
  const queries = useQueryClient();
  const options = importJobOptions(id);
  const query = useQuery({ ...options, ...(busy && { refetchInterval: SOON_MS }) });
  const job = query.data?.importJob;
  const running = job ? isRunning(job) : false;

  useEffect(() => {
    if (!running) return;
    const leaving = new AbortController();
    const watch = async () => {
      try {
        for await (const { importProgress } of follow(IMPORT_PROGRESS, { id }, leaving.signal, false)) {
          if (!isRunning(importProgress)) break;
          queries.setQueryData(importJobOptions(id).queryKey, (before) =>
            before?.importJob ? { importJob: { ...before.importJob, ...importProgress } } : before,
          );
        }
      } catch {
        // It is looked at every other second all the same.
      }
      if (!leaving.signal.aborted) await queries.invalidateQueries({ queryKey: keys.importJob(id) });
    };
    void watch();
    return () => leaving.abort();
  }, [id, running, queries]);

  // What was imported while one looked on is shown everywhere.
  const status = job?.status;
  const before = useRef(status);
  useEffect(() => {
    if (status === "DONE" && before.current !== undefined && before.current !== "DONE") {
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== keys.me[0] });
    }
    before.current = status;
  }, [status, queries]);

  return { ...query, job };
}
