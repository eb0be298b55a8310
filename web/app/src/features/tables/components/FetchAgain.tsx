import { Alert, Badge, Button, Checkbox, Drawer, Group, Progress, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { Failure } from "~/shared/ui/Failure";
import { ProblemView } from "~/shared/ui/ProblemView";
import { tellDone } from "~/shared/ui/Toast";
import { APPLY_FETCHED } from "../api/fetch";
import { brief, type Entry, type Refetched, subject } from "../model/diff";
import { useRefetch } from "./useRefetch";

interface Props {
  sourceId: string;
  tableId: string;
  version: number;
  onClose: () => void;
  onChanged: () => Promise<unknown>;
}

const COLORS = { ADDED: "teal", REMOVED: "red", CHANGED: "blue", RENAMED: "grape" } as const;

/** What the source has now against what the catalog has, to accept in whole or in part. */
export function FetchAgain({ sourceId, tableId, version, onClose, onChanged }: Props) {
  const { t } = useTranslation();
  const { phase, result, error, retry } = useRefetch(sourceId, tableId);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={t("table.fetchAgain")}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {error ? (
        <Failure error={error} retry={retry} />
      ) : result ? (
        <Review
          key={result.id}
          result={result}
          tableId={tableId}
          version={version}
          onClose={onClose}
          onChanged={onChanged}
        />
      ) : (
        <Stack role="status" gap="xs">
          <Text size="sm">
            {t("table.fetching")} {phase}
          </Text>
          <Progress value={100} animated aria-label={t("table.fetching")} />
        </Stack>
      )}
    </Drawer>
  );
}

function Review({ result, tableId, version, onClose, onChanged }: Omit<Props, "sourceId"> & { result: Refetched }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  // It is accepted over what it was compared with.
  const [over] = useState(version);
  const entries = result.diff?.entries ?? [];
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(() => new Set(entries.map(({ id }) => id)));
  const ends = entries.filter(({ id }) => accepted.has(id)).reduce((sum, entry) => sum + (entry.lineageEdges ?? 0), 0);
  const apply = useMutation({
    // All is told by nothing: an empty list would record nothing, not even that nothing differs.
    mutationFn: () => {
      const accept = accepted.size === entries.length ? null : [...accepted];
      return ask(APPLY_FETCHED, { id: tableId, version: over, fetched: result.id, accept });
    },
    onSuccess: async ({ applyFetched }) => {
      const warnings = applyFetched.warnings.map(({ title }) => title);
      tellDone([t("table.accepted"), ...warnings].join(" "), queries, applyFetched.changeset?.id);
      await onChanged();
      onClose();
    },
  });
  const toggle = (id: string) =>
    setAccepted((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  return (
    <Stack>
      {result.warnings.map((warning) => (
        <Alert key={`${warning.code} ${warning.title}`} color="yellow" variant="light">
          <ProblemView problem={warning} />
        </Alert>
      ))}
      {entries.length === 0 ? (
        <Text>{t("table.same")}</Text>
      ) : (
        <Checkbox
          label={t("table.differences", { count: entries.length })}
          checked={accepted.size === entries.length}
          indeterminate={accepted.size > 0 && accepted.size < entries.length}
          onChange={() =>
            setAccepted(accepted.size === entries.length ? new Set() : new Set(entries.map(({ id }) => id)))
          }
        />
      )}
      <Stack gap="xs" component="ul" className="steps">
        {entries.map((entry) => (
          <li key={entry.id}>
            <Checkbox
              checked={accepted.has(entry.id)}
              onChange={() => toggle(entry.id)}
              label={<Difference entry={entry} />}
            />
          </li>
        ))}
      </Stack>
      {ends > 0 && <Alert color="yellow">{t("table.endsLineage", { count: ends })}</Alert>}
      {apply.error && <Failure error={apply.error} />}
      <Group className="drawer-actions">
        <Button
          loading={apply.isPending}
          disabled={entries.length > 0 && accepted.size === 0}
          onClick={() => apply.mutate()}
        >
          {entries.length === 0 ? t("table.confirmSame") : t("table.accept", { count: accepted.size })}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}

/** What was stored, what is there now, and what a person wrote over it, which stays. */
function Difference({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const stored = brief(entry.stored, entry.kind);
  const observed = brief(entry.observed, entry.kind);
  const overridden = brief(entry.overridden, "CHANGED");
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <Badge size="sm" variant="light" color={COLORS[entry.kind]} className="status" tt="none">
          {t(`diff.${entry.kind}`)}
        </Badge>
        <Text span size="sm" fw={600} className="breaking">
          {subject(entry)}
        </Text>
      </Group>
      {(stored || observed) && entry.kind !== "REMOVED" && (
        <Text size="xs" c="dimmed" className="breaking">
          {[stored, observed].filter(Boolean).join(" → ")}
        </Text>
      )}
      {overridden && (
        <Text size="xs" className="breaking">
          {t("table.overridden", { value: overridden })}
        </Text>
      )}
      {(entry.lineageEdges ?? 0) > 0 && (
        <Text size="xs">{t("table.endsLineage", { count: entry.lineageEdges ?? 0 })}</Text>
      )}
    </Stack>
  );
}
