import { Button, Group, Paper, Progress, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportJob } from "../api/imports";

interface Props {
  job: ImportJob;
  stopping: boolean;
  onCancel: () => void;
}

/** How far the server is with it. */
export function Running({ job, stopping, onCancel }: Props) {
  const { t, i18n } = useTranslation();
  const { status, processed, total, rowsPerSecond } = job;
  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <Paper withBorder p="lg" component="section" aria-label={t("bulk.stand")}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{job.fileName ?? t("bulk.noName")}</Title>
        {status === "COMMITTING" ? (
          <Text size="sm" c="dimmed">
            {t("bulk.tooLate")}
          </Text>
        ) : (
          <Button variant="default" loading={stopping} onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
      </Group>
      <Progress
        mb="xs"
        animated={!total}
        value={total ? Math.min(100, (100 * processed) / total) : 100}
        aria-label={t(`bulk.status.${status}`)}
      />
      <Group gap="sm" role="status">
        <Text size="sm" fw={600}>
          {t(`bulk.status.${status}`)}
        </Text>
        <Text size="sm">
          {total
            ? t("bulk.rowsOf", { done: number(processed), all: number(total) })
            : t("bulk.rows", { count: processed, number: number(processed) })}
        </Text>
        {rowsPerSecond != null && rowsPerSecond > 0 && (
          <Text size="sm" c="dimmed">
            {t("bulk.rate", { number: number(rowsPerSecond) })}
          </Text>
        )}
      </Group>
      <Text size="sm" c="dimmed" mt="sm">
        {t("bulk.leave")}
      </Text>
    </Paper>
  );
}
