import { Alert, Badge, Button, Group, Paper, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "~/shared/graphql/keys";
import { download } from "~/shared/ui/download";
import { RouteButton } from "~/shared/ui/links";
import { Refusal } from "~/shared/ui/Refusal";
import { undo } from "~/shared/ui/Toast";
import type { ImportJob } from "../api/imports";
import { sizeText } from "../model/file";
import { COLORS } from "../model/status";

interface Props {
  job: ImportJob;
  busy: boolean;
  /** Whether cells are mended that are not planned yet. */
  fixing: boolean;
  onExecute: () => void;
  onReplan: () => void;
}

/** Which file it is, where it stands, and what can be done next. */
export function JobHead({ job, busy, fixing, onExecute, onReplan }: Props) {
  const { t, i18n } = useTranslation();
  const { status, summary, changeset } = job;
  const errors = summary?.errors ?? 0;
  const problems = errors + (summary?.warnings ?? 0) + (summary?.notes ?? 0);
  const nothing = status === "PLANNED" && errors === 0 && summary?.changes === 0;

  function told(): string {
    if (changeset?.undoneBy) return t("bulk.told.undone");
    if (status === "DONE") return t(changeset ? "bulk.told.done" : "bulk.told.nothingDone");
    if (status === "CANCELLED") return t("bulk.told.cancelled");
    if (status === "FAILED") return t("bulk.told.failed");
    if (errors > 0) return t("bulk.told.errors", { count: errors, number: errors.toLocaleString(i18n.language) });
    if (nothing) return t("bulk.told.nothing");
    return t("bulk.told.ready");
  }

  return (
    <Paper withBorder p="md" mb="md" component="section" aria-label={t("bulk.stand")}>
      <Group justify="space-between" gap="sm">
        <Group gap="xs">
          <Text fw={650} className="breaking">
            {job.fileName ?? t("bulk.noName")}
          </Text>
          <Text size="sm" c="dimmed">
            {[job.format?.replace("_", " "), sizeText(job.bytes, i18n.language)].filter(Boolean).join(" · ")}
          </Text>
          <Badge variant="light" tt="none" className="status" color={COLORS[status]}>
            {t(`bulk.status.${status}`)}
          </Badge>
        </Group>
        <Group gap="xs">
          {problems > 0 && status !== "CANCELLED" && job.format && (
            <Button component="a" href={hereOf(job.annotatedUrl)} download onClick={download} variant="default">
              {t("bulk.annotated")}
            </Button>
          )}
          {(status === "FAILED" || status === "CANCELLED") && (
            <Button variant="default" loading={busy} onClick={onReplan}>
              {t("bulk.again")}
            </Button>
          )}
          {status === "PLANNED" && !nothing && (
            <Button loading={busy} disabled={errors > 0 || fixing} onClick={onExecute}>
              {t("bulk.execute")}
            </Button>
          )}
          {status === "DONE" && changeset && <Done changeset={changeset} job={job} />}
        </Group>
      </Group>
      <Text size="sm" mt={6} role="status">
        {told()}
      </Text>
    </Paper>
  );
}

/** The address at this server as the browser reaches it: the file comes with the session of this page. */
function hereOf(address: string): string {
  const { pathname, search } = new URL(address, window.location.href);
  return `${pathname}${search}`;
}

/** The way to what was written, and back. */
function Done({ changeset, job }: { changeset: NonNullable<ImportJob["changeset"]>; job: ImportJob }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const takeBack = useMutation({
    mutationFn: () => undo(changeset.id, queries),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.importJob(job.id) }),
  });
  return (
    <>
      <RouteButton to="/changes" search={{ origin: "IMPORT" }} variant="default">
        {t("bulk.changeset", { seq: changeset.seq })}
      </RouteButton>
      <RouteButton to="/tables" variant="default">
        {t("bulk.toTables")}
      </RouteButton>
      {changeset.undoneBy ? (
        <Text size="sm" fw={600}>
          {t("changes.undoneBy", { seq: changeset.undoneBy.seq })}
        </Text>
      ) : (
        <Button variant="default" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
          {t("toast.undo")}
        </Button>
      )}
      {takeBack.error && (
        <Alert color="red" role="alert">
          <Refusal error={takeBack.error} />
        </Alert>
      )}
    </>
  );
}
