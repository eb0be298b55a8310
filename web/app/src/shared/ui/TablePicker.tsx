import { Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";

const TABLES_NAMED = graphql(`
  query TablesNamed($filter: TableFilter!) {
    tables(filter: $filter, first: 30) { nodes { id qualifiedName kind source { id name } } }
  }
`);

const TABLE_NAME = graphql(`
  query TableName($id: ID!) {
    table(id: $id) { id qualifiedName kind source { id name } }
  }
`);

const namedOptions = (text: string) =>
  queryOptions({
    queryKey: keys.tablesNamed(text),
    queryFn: () => ask(TABLES_NAMED, { filter: text ? { text } : {} }),
    placeholderData: (before) => before,
  });

export const nameOptions = (id: string) =>
  queryOptions({ queryKey: keys.tableName(id), queryFn: () => ask(TABLE_NAME, { id }), enabled: id !== "" });

interface Props {
  label: string;
  /** The id of the table that is chosen. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** Ids that cannot be chosen. */
  without?: readonly string[];
  autoFocus?: boolean;
  error?: string;
}

/** A table, found by typing a part of its name. */
export function TablePicker({ label, value, onChange, without = [], autoFocus, error }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const chosen = useQuery(nameOptions(value ?? "")).data?.table;
  // The field holds the name of what was chosen, which is no question.
  const asked = typed === chosen?.qualifiedName ? "" : typed.trim();
  const [text] = useDebouncedValue(asked, 150);
  const found = useQuery(namedOptions(text)).data?.tables.nodes ?? [];
  const all = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found;
  const tables = all.filter(({ id }) => !without.includes(id));
  const byId = new Map(tables.map((table) => [table.id, table]));
  return (
    <Select
      label={label}
      placeholder={t("tables.search")}
      searchable
      clearable
      autoFocus={autoFocus}
      error={error}
      spellCheck={false}
      maxDropdownHeight={320}
      nothingFoundMessage={t("tables.noMatch")}
      clearButtonProps={{ "aria-label": t("picker.clear", { label }) }}
      data={tables.map(({ id, qualifiedName }) => ({ value: id, label: qualifiedName }))}
      filter={({ options }) => options}
      value={value ?? null}
      onChange={(id) => onChange(id ?? undefined)}
      searchValue={typed}
      onSearchChange={setTyped}
      renderOption={({ option }) => {
        const table = byId.get(option.value);
        return (
          <span>
            <Text span size="sm" fw={600}>
              {option.label}
            </Text>
            {table && (
              <Text span size="xs" c="dimmed" ml={8}>
                {[t(`tableKind.${table.kind}`), table.source?.name].filter(Boolean).join(" · ")}
              </Text>
            )}
          </span>
        );
      }}
    />
  );
}
