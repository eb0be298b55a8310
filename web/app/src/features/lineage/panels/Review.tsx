import { Button, Group, Stack, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { type FragmentType, readFragment } from "~/shared/graphql/generated";
import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import { parameterChanges, useGuarded } from "~/shared/ui/UnsavedGuard";
import { CLAIM, END, REVIEW } from "../api/writes";
import { decisionsOn } from "../model/claims";
import { CLAIM_LINE } from "./ClaimItem";
import { useLineageWrite } from "./useLineageWrite";
import { useViewer } from "./useViewer";

/** It is part of the panel of an edge. */
const isLost = parameterChanges("edge", "node", "panel", "tab", "at");

interface Props {
  edge: {
    id: string;
    from: string;
    to: string;
    status: LineageStatus;
    origins: readonly LineageOrigin[];
    derived: boolean;
    assertions: readonly FragmentType<typeof CLAIM_LINE>[];
  };
  onChanged?: () => void;
  onEnded: () => void;
}

/** What can be decided on an edge: approve, reject and say why, take that back, end it. Viewers see nothing of it. */
export function Review({ edge, onChanged, onEnded }: Props) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [why, setWhy] = useState<string>();
  const review = useLineageWrite(
    async ({ decision, note }: { decision: LineageStatus; note?: string }) => {
      if (!edge.derived) return (await ask(REVIEW, { ids: [edge.id], decision, note })).reviewLineage;
      // What only columns say has no claim to decide on: it is claimed first.
      const input = [{ from: edge.from, to: edge.to, status: decision, note }];
      return (await ask(CLAIM, { input })).createLineage;
    },
    ({ decision }) => t(`panels.edge.done.${decision}`),
    onChanged,
  );
  const end = useLineageWrite(
    async (_: undefined) => (await ask(END, { ids: [edge.id] })).deleteLineage,
    () => t("panels.edge.done.ended"),
    () => {
      onChanged?.();
      onEnded();
    },
  );
  const { leave, guard } = useGuarded({
    isDirty: () => Boolean(why?.trim()) && !review.isPending,
    isLost,
    onLeave: () => setWhy(undefined),
  });
  const assertions = edge.assertions.map((assertion) => readFragment(CLAIM_LINE, assertion));
  const may = decisionsOn({ ...edge, assertions }, viewer);
  const busy = review.isPending || end.isPending;
  if (!viewer.mayEdit) return null;
  if (why !== undefined) {
    const reject = () =>
      review.mutate({ decision: "REJECTED", note: why.trim() || undefined }, { onSuccess: () => setWhy(undefined) });
    return (
      <Stack gap="xs">
        <Textarea
          label={t("panels.edge.why")}
          placeholder={t("panels.edge.whyHint")}
          autosize
          autoFocus
          minRows={2}
          maxRows={8}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") {
              event.preventDefault();
              leave();
            }
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) reject();
          }}
        />
        <Group gap="xs">
          <Button size="xs" color="red" loading={busy} onClick={reject}>
            {t("panels.edge.reject")}
          </Button>
          <Button size="xs" variant="default" onClick={leave}>
            {t("cancel")}
          </Button>
        </Group>
        {guard}
      </Stack>
    );
  }
  return (
    <Group gap="xs">
      {may.approve && (
        <Button
          size="xs"
          loading={review.isPending}
          disabled={busy}
          onClick={() => review.mutate({ decision: "APPROVED" })}
        >
          {t("panels.edge.approve")}
        </Button>
      )}
      {may.reject && (
        <Button size="xs" variant="default" disabled={busy} onClick={() => setWhy("")}>
          {t("panels.edge.reject")} …
        </Button>
      )}
      {may.takeBack && (
        <Button size="xs" variant="default" disabled={busy} onClick={() => review.mutate({ decision: "PROPOSED" })}>
          {t("panels.edge.takeBack")}
        </Button>
      )}
      {!edge.derived && (
        <Button
          size="xs"
          variant="default"
          c="var(--mantine-color-error)"
          loading={end.isPending}
          disabled={busy}
          onClick={() => end.mutate(undefined)}
        >
          {t("delete")}
        </Button>
      )}
    </Group>
  );
}
