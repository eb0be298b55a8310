import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { ImportJob } from "../api/imports";

const KINDS = ["sources", "tables", "columns", "lineage"] as const;
const FATES = ["created", "updated", "unchanged", "skipped", "ended"] as const;

/** How many of each kind come to be, change and stay. */
export function Summary({ summary }: { summary: NonNullable<ImportJob["summary"]> }) {
  const { t, i18n } = useTranslation();
  // What the file says nothing of takes no room.
  const told = KINDS.filter((kind) => FATES.some((fate) => summary[kind][fate] > 0));
  if (told.length === 0) return null;
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table withTableBorder verticalSpacing={6} aria-label={t("bulk.summary.title")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("bulk.summary.kind")}</Table.Th>
            {FATES.map((fate) => (
              <Table.Th key={fate} ta="right">
                {t(`bulk.summary.${fate}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {told.map((kind) => (
            <Table.Tr key={kind}>
              <Table.Th fw={400}>{t(`bulk.kind.${kind}`)}</Table.Th>
              {FATES.map((fate) => (
                <Table.Td key={fate} ta="right">
                  <Text size="sm" c={summary[kind][fate] === 0 ? "dimmed" : undefined}>
                    {summary[kind][fate].toLocaleString(i18n.language)}
                  </Text>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
