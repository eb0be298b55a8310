import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/shared/graphql/keys";
import { fetchTable, makeTable } from "~/shared/graphql/makeTable";
import type { Offer } from "~/shared/model/tableOffers";
import { tellDone } from "~/shared/ui/Toast";

/** Brings a table into the catalog where it is needed; leaving cancels a fetch that is under way. */
export function useMakeTable(onMade: (id: string) => void) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const making = useMutation({
    mutationFn: (offer: Offer) => {
      if (offer.how === "write") return makeTable({ name: offer.name });
      const stop = new AbortController();
      running.current = stop;
      return fetchTable(offer.source, { schema: offer.schema, name: offer.name }, stop.signal);
    },
    onSuccess: (made) => {
      if (!made) return;
      const { id, name, changesetId, warnings } = made;
      if (changesetId) tellDone([t("table.make.done", { name }), ...warnings].join(" "), queries, changesetId);
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
