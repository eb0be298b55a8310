import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { keys } from "~/shared/graphql/keys";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { CREATE_LINEAGE, DELETE_LINEAGE, REVIEW_LINEAGE } from "../api/edit";
import type { Edge } from "../model/graph";

export interface Pair {
  from: string;
  to: string;
}

/** Changes to lineage from the canvas: what is drawn is there at once, and everything can be taken back. */
export function useEdit() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [pending, setPending] = useState<readonly Pair[]>([]);
  const stale = () =>
    Promise.all([keys.lineage, keys.tables, keys.changes].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const told = (
    done: string,
    { changeset, warnings }: { changeset?: { id: string } | null; warnings: { title: string }[] },
  ) => tellDone([done, ...warnings.map(({ title }) => title)].join(" "), queries, changeset?.id);

  const drawing = useMutation({
    mutationFn: (pair: Pair) => ask(CREATE_LINEAGE, { input: [pair] }),
    onMutate: (pair) => setPending((before) => [...before, pair]),
    onSuccess: ({ createLineage }) => told(t("panels.add.done"), createLineage),
    onError: tellFailure,
    onSettled: async (_answer, _error, pair) => {
      await stale();
      setPending((before) => before.filter((one) => one !== pair));
    },
  });
  const deciding = useMutation({
    mutationFn: async ({ edge, decision }: { edge: Edge; decision: "APPROVED" | "REJECTED" }) => {
      if (!edge.derived) return (await ask(REVIEW_LINEAGE, { ids: [edge.id], decision })).reviewLineage;
      // What only columns say has no claim to decide on: it is claimed first.
      const input = [{ from: edge.from, to: edge.to, status: decision }];
      return (await ask(CREATE_LINEAGE, { input })).createLineage;
    },
    onSuccess: (payload, { decision }) =>
      told(t(decision === "APPROVED" ? "canvas.done.approved" : "canvas.done.rejected"), payload),
    onError: tellFailure,
    onSettled: stale,
  });
  const ending = useMutation({
    mutationFn: (edge: Edge) => ask(DELETE_LINEAGE, { ids: [edge.id] }),
    onSuccess: ({ deleteLineage }) => told(t("canvas.done.ended"), deleteLineage),
    onError: tellFailure,
    onSettled: stale,
  });
  return {
    pending,
    draw: (from: string, to: string, onDrawn?: (pair: Pair) => void) =>
      drawing.mutate({ from, to }, { onSuccess: (_answer, pair) => onDrawn?.(pair) }),
    decide: (edge: Edge, decision: "APPROVED" | "REJECTED") => deciding.mutate({ edge, decision }),
    end: (edge: Edge) => ending.mutate(edge),
  };
}
