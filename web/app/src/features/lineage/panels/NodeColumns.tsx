import { Text, TextInput, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { nodeColumnsOptions } from "../api/names";

interface Props {
  tableId: string;
  /** How many columns the table has. */
  count: number;
  at?: string;
  onOpen: (columnId: string) => void;
}

/** The columns of a table, those with lineage told so; one begins from whichever is chosen. */
export function NodeColumns({ tableId, count, at, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const [filter, setFilter] = useState("");
  const [typed, setTyped] = useDebouncedText(filter, setFilter);
  const columns = useQuery(nodeColumnsOptions(tableId, filter, at)).data?.table?.columns;
  return (
    <section aria-label={t("table.tab.columns")}>
      <Text size="sm" fw={600} mb={4}>
        {t("columns.count", { count, number: count.toLocaleString(i18n.language) })}
      </Text>
      {count > 10 && (
        <TextInput
          size="xs"
          mb={4}
          type="search"
          aria-label={t("columns.search")}
          placeholder={t("columns.search")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <ul className="panel-list">
        {columns?.nodes.map(({ id, name, logicalType, upstreamCount, downstreamCount }) => (
          <li key={id}>
            <UnstyledButton
              className="panel-row"
              title={t("panels.node.startColumn", { name })}
              onClick={() => onOpen(id)}
            >
              <Text span size="sm" fw={600} flex={1} className="breaking">
                {name}
              </Text>
              <span className="mono dimmed">{logicalType}</span>
              {upstreamCount !== null && downstreamCount !== null && upstreamCount + downstreamCount > 0 && (
                <span className="unbroken">
                  ↑{upstreamCount} ↓{downstreamCount}
                </span>
              )}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {columns?.nodes.length === 0 && <Text size="sm">{t("columns.noMatch")}</Text>}
      {columns?.pageInfo.hasNextPage && (
        <Text size="xs" c="dimmed" mt={4}>
          {t("panels.node.first", { number: columns.nodes.length })}
        </Text>
      )}
    </section>
  );
}
