import { Button, Paper, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

interface Props {
  name: string;
  /** Whether one looks at a point of history, when nothing is added. */
  past: boolean;
  /** Absent for those who may add nothing. */
  onAdd: (() => void) | undefined;
}

/** Beside a table that has no lineage at all: that it has none, and how it comes to have some. */
export function NoLineage({ name, past, onAdd }: Props) {
  const { t } = useTranslation();
  return (
    <Paper withBorder shadow="sm" p="md" maw={420} ta="center" role="status">
      <Text fw={600} className="breaking">
        {t(past ? "canvas.alone.past" : "canvas.alone.title", { name })}
      </Text>
      {!past && (
        <Text size="sm" c="dimmed" mt={4}>
          {t(onAdd ? "canvas.alone.text" : "canvas.alone.viewer")}
        </Text>
      )}
      {onAdd && (
        <Button size="sm" mt="sm" onClick={onAdd}>
          {t("panels.add.title")}
        </Button>
      )}
    </Paper>
  );
}
