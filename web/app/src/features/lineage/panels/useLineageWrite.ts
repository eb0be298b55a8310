import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "~/shared/graphql/keys";
import { type Next, tellDone, tellFailure } from "~/shared/ui/Toast";

interface Written {
  changeset: { id: string } | null;
  warnings: readonly { title: string }[];
}

/** A write of lineage: what is shown of it is loaded anew, and it can be taken back. */
export function useLineageWrite<V>(
  write: (variables: V) => Promise<Written>,
  done: (variables: V) => string,
  onChanged?: () => void,
  next?: Next,
) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: ({ changeset, warnings }, variables) => {
      const said = changeset ? done(variables) : t("panels.same");
      tellDone(
        [said, ...warnings.map(({ title }) => title)].join(" "),
        queries,
        changeset?.id,
        changeset ? next : undefined,
      );
      onChanged?.();
    },
    onError: tellFailure,
    onSettled: () =>
      Promise.all([keys.lineage, keys.tables, keys.changes].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
