import { Badge, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ShownEntry } from "../model/diff";
import { useEntryWords } from "./useEntryWords";

const COLORS = { ADDED: "teal", REMOVED: "red", CHANGED: "blue", RENAMED: "grape" } as const;

/** What was stored, what is there now, and what a person wrote over it, which stays. */
export function Difference({ entry }: { entry: ShownEntry }) {
  const { t } = useTranslation();
  const words = useEntryWords();
  const overridden = words.overridden(entry);
  // A column that was written by hand is there already.
  const isFound = entry.kind === "ADDED" && entry.columnId !== null;
  const isOther =
    overridden !== undefined && entry.kind !== "REMOVED" && (!isFound || entry.overridden !== entry.observed);
  return (
    <Stack gap={2}>
      <Group gap="xs">
        <Badge size="sm" variant="light" color={COLORS[entry.kind]} className="status" tt="none">
          {isFound ? t("table.found") : t(`diff.${entry.kind}`)}
        </Badge>
        <Text span size="sm" fw={600} className="breaking">
          {words.subject(entry)}
        </Text>
      </Group>
      {words.lines(entry).map((line) => (
        <Text key={line} size="xs" c="dimmed" className="breaking">
          {line}
        </Text>
      ))}
      {entry.type && (
        <Text size="xs" c={entry.type.stands ? undefined : "dimmed"} className="breaking">
          {t(entry.type.stands ? "table.renamedTypeStays" : "table.renamedType", entry.type)}
        </Text>
      )}
      {isFound && (
        <Text size="xs" c="dimmed">
          {t("table.foundText")}
        </Text>
      )}
      {isOther && (
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
