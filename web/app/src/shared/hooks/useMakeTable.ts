import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/shared/graphql/keys";
import { fetchTable, type Made, writeTable } from "~/shared/graphql/makeTable";
import type { Offer } from "~/shared/model/tableOffers";
import { countsText } from "~/shared/ui/counted";
import { tellDone, tellFailure, undo } from "~/shared/ui/Toast";

/**
 * Brings a table into the catalog where it is needed. Who cancels or leaves has none of it: what was made by then is
 * taken back.
 */
export function useMakeTable(onMade: (id: string) => void, without: readonly string[]) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const making = useMutation({
    mutationFn: async (offer: Offer): Promise<Made | undefined> => {
      const stop = new AbortController();
      running.current = stop;
      const { signal } = stop;
      const asked = offer.how === "fetch" && { schema: offer.schema, name: offer.name };
      const made = asked ? await fetchTable(offer.source, asked, signal) : await writeTable(offer.name);
      if (!made) return undefined;
      if (signal.aborted) {
        if (made.changesetId) undo(made.changesetId, queries).catch(tellFailure);
        return undefined;
      }
      // A fetch may lead to what cannot be chosen: then its name was another of that one.
      if (without.includes(made.id)) throw new Error(t("table.make.itself", { name: made.name }));
      return made;
    },
    onSuccess: (made) => {
      if (!made) return;
      const { id, name, changesetId, columns, warnings } = made;
      const done = columns
        ? t("table.make.doneWith", { name, counts: countsText([["COLUMN", columns]]) })
        : t("table.make.done", { name });
      if (changesetId) tellDone([done, ...warnings].join(" "), queries, changesetId);
      onMade(id);
      for (const queryKey of [keys.tables, keys.sources, keys.changes]) void queries.invalidateQueries({ queryKey });
    },
  });
  return {
    making,
    cancel: () => {
      running.current?.abort();
      making.reset();
    },
  };
}
