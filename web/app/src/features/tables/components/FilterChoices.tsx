import { Button, Checkbox, MultiSelect, Popover, Select, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TableKind, TableOrder } from "~/shared/graphql/generated/graphql";
import { TABLE_KINDS } from "~/shared/model/kinds";
import { facetsOptions } from "../api/list";
import { COLUMNS, filterOf, NO_FILTER, type TableSearch } from "../model/search";

interface Props {
  search: TableSearch;
  onSearch: (change: Partial<TableSearch>, replace?: boolean) => void;
}

/** What the list may be narrowed by, each with the number of tables that it has; how it is ordered; what it shows. */
export function FilterChoices({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const facets = useQuery(facetsOptions).data?.facets;
  const counts = new Map(facets?.kinds.map(({ kind, count }) => [kind, count]));
  const sources = (facets?.sources ?? []).map(({ source, count }) => ({
    value: source?.id ?? "none",
    label: `${source?.name ?? t("tables.manual")} (${count})`,
  }));
  const filtered = Object.keys(filterOf(search)).length > 0;
  const shown = search.show ?? COLUMNS;

  return (
    <>
      <Select
        aria-label={t("tables.column.source")}
        placeholder={t("filters.anySource")}
        clearable
        searchable
        w={170}
        data={sources}
        value={search.source ?? null}
        onChange={(source) => onSearch({ source: source ?? undefined })}
      />
      <MultiSelect
        aria-label={t("tables.column.kind")}
        placeholder={search.kind ? undefined : t("filters.anyKind")}
        clearable
        w={170}
        data={TABLE_KINDS.filter((kind) => counts.has(kind) || search.kind?.includes(kind)).map((kind) => ({
          value: kind,
          label: `${t(`tableKind.${kind}`)} (${counts.get(kind) ?? 0})`,
        }))}
        value={search.kind ?? []}
        onChange={(kind) => onSearch({ kind: kind.length > 0 ? (kind as TableKind[]) : undefined })}
      />
      <MultiSelect
        aria-label={t("tables.column.tags")}
        placeholder={search.tag ? undefined : t("filters.anyTag")}
        clearable
        searchable
        w={150}
        data={(facets?.tags ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
        value={search.tag ?? []}
        onChange={(tag) => onSearch({ tag: tag.length > 0 ? tag : undefined })}
      />
      <Select
        aria-label={t("tables.column.owner")}
        placeholder={t("filters.anyOwner")}
        clearable
        searchable
        w={150}
        data={(facets?.owners ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
        value={search.owner ?? null}
        onChange={(owner) => onSearch({ owner: owner ?? undefined })}
      />
      <Select
        aria-label={t("tables.column.lineage")}
        placeholder={t("filters.anyLineage")}
        clearable
        w={150}
        data={[
          { value: "yes", label: t("filters.withLineage") },
          { value: "no", label: t("filters.withoutLineage") },
        ]}
        value={search.lineage ?? null}
        onChange={(lineage) => onSearch({ lineage: lineage === "yes" || lineage === "no" ? lineage : undefined })}
      />
      <Select
        aria-label={t("tables.sort")}
        allowDeselect={false}
        w={170}
        data={(["NAME", "UPDATED_NEWEST", "FETCHED_NEWEST"] as const).map((value) => ({
          value,
          label: t(`tables.order.${value}`),
        }))}
        value={search.sort ?? "NAME"}
        onChange={(sort) => onSearch({ sort: sort === "NAME" ? undefined : (sort as TableOrder) })}
      />
      <Popover position="bottom-end" trapFocus>
        <Popover.Target>
          <Button variant="default">{t("tables.columnsShown")}</Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            {COLUMNS.map((name) => (
              <Checkbox
                key={name}
                label={t(`tables.column.${name}`)}
                checked={shown.includes(name)}
                // None would read as all.
                disabled={shown.length === 1 && shown.includes(name)}
                onChange={(event) => {
                  const next = COLUMNS.filter((c) => (c === name ? event.currentTarget.checked : shown.includes(c)));
                  onSearch({ show: next.length === COLUMNS.length ? undefined : next }, true);
                }}
              />
            ))}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      {filtered && (
        <Button variant="subtle" onClick={() => onSearch(NO_FILTER)}>
          {t("filters.reset")}
        </Button>
      )}
    </>
  );
}
