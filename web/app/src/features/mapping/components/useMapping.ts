import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useReducer } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { keys } from "~/shared/graphql/keys";
import { tellDone } from "~/shared/ui/Toast";
import { columnsOptions, existingOptions, proposalsOptions, SAVE_MAPPING } from "../api/documents";
import { inputsOf, keyOf, type Pair, reduce } from "../model/pairs";

interface Sent {
  message: string;
  pairs: readonly Pair[];
}

/** The columns of both tables, what runs between them already, what is proposed and what is to be saved. */
export function useMapping(from: string, to: string, mayEdit: boolean) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [pairs, dispatch] = useReducer(reduce, [] as readonly Pair[]);
  const source = useQuery(columnsOptions(from));
  const target = useQuery(columnsOptions(to));
  const outgoing = useQuery(existingOptions(from));
  const proposals = useQuery({ ...proposalsOptions(from, to), enabled: mayEdit });

  const [fromTable, toTable] = [source.data, target.data];
  const edges = outgoing.data?.edges;
  const existing = useMemo(() => {
    const targets = new Set(toTable?.columns.map(({ id }) => id));
    return edges?.filter((edge) => targets.has(edge.to)) ?? [];
  }, [edges, toTable]);

  const found = proposals.data?.proposeMapping;
  useEffect(() => {
    if (!found || !edges) return;
    const there = new Set(edges.map(keyOf));
    const fresh = found.flatMap(({ from: one, to: other, reason, confidence }) =>
      one && other ? [{ from: one.id, to: other.id, reason, confidence }] : [],
    );
    dispatch({ do: "propose", proposals: fresh.filter((pair) => !there.has(keyOf(pair))) });
  }, [found, edges]);

  const accepted = pairs.filter(({ state }) => state === "accepted");
  const save = useMutation({
    mutationFn: ({ message, pairs }: Sent) =>
      ask(SAVE_MAPPING, { input: inputsOf(pairs), message: message.trim() || null }),
    onSuccess: ({ createLineage: { changeset, warnings } }, { pairs }) => {
      const said = t("mapping.saved", { count: pairs.length });
      tellDone([said, ...warnings.map(({ title }) => title)].join(" "), queries, changeset?.id);
      dispatch({ do: "saved", pairs });
      for (const queryKey of [keys.lineage, keys.tables, keys.changes]) void queries.invalidateQueries({ queryKey });
    },
  });

  const asked = [source, target, outgoing, ...(mayEdit ? [proposals] : [])];
  return {
    fromTable,
    toTable,
    existing,
    /** Whether more may run between them than is told. */
    truncated: outgoing.data?.truncated ?? false,
    pairs,
    dispatch,
    accepted,
    save,
    isLoading: asked.some((query) => query.isLoading),
    /** Why there is nothing to show; what was loaded before stays, and with it what is typed into it. */
    error: asked.find((query) => query.isLoadingError)?.error,
    retry: () => void Promise.all(asked.filter((query) => query.isLoadingError).map((query) => query.refetch())),
  };
}
