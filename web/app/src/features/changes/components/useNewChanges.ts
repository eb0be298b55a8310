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
      for await (const _ of follow(FOLLOW_CHANGES, {}, leaving.signal)) {
        await queries.invalidateQueries({ queryKey: keys.changes });
      }
    };
    // Without it the list is as it was when it was loaded; nothing is lost that has to be said.
    watch().catch(() => undefined);
    return () => leaving.abort();
  }, [queries]);
}
