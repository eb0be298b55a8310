import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TableKind } from "~/shared/graphql/generated/graphql";
import { TABLE_KINDS } from "~/shared/model/kinds";
import { Choice, Choices } from "~/shared/ui/Choice";
import { facetsOptions } from "../api/list";
import { filterOf, NO_FILTER, type TableSearch } from "../model/search";

interface Props {
  search: TableSearch;
  onSearch: (change: Partial<TableSearch>, replace?: boolean) => void;
}

/** What the list may be narrowed by, each with the number of tables that it has. */
export function FilterChoices({ search, onSearch }: Props) {
  const { t } = useTranslation();
  const facets = useQuery(facetsOptions).data?.facets;
  const counts = new Map(facets?.kinds.map(({ kind, count }) => [kind, count]));
  const sources = (facets?.sources ?? []).map(({ source, count }) => ({
    value: source?.id ?? "none",
    label: `${source?.name ?? t("tables.manual")} (${count})`,
  }));
  const filtered = Object.keys(filterOf(search)).length > 0;

  return (
    <>
      <Choice
        label={t("tables.column.source")}
        placeholder={t("filters.anySource")}
        searchable
        className="filter-some"
        data={sources}
        value={search.source ?? null}
        onChange={(source) => onSearch({ source: source ?? undefined })}
      />
      <Choices
        label={t("tables.column.kind")}
        placeholder={search.kind ? undefined : t("filters.anyKind")}
        className="filter-some"
        data={TABLE_KINDS.filter((kind) => counts.has(kind) || search.kind?.includes(kind)).map((kind) => ({
          value: kind,
          label: `${t(`tableKind.${kind}`)} (${counts.get(kind) ?? 0})`,
        }))}
        value={search.kind ?? []}
        onChange={(kind) => onSearch({ kind: kind.length > 0 ? (kind as TableKind[]) : undefined })}
      />
      <Choices
        label={t("tables.column.tags")}
        placeholder={search.tag ? undefined : t("filters.anyTag")}
        searchable
        className="filter-some"
        data={(facets?.tags ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
        value={search.tag ?? []}
        onChange={(tag) => onSearch({ tag: tag.length > 0 ? tag : undefined })}
      />
      <Choice
        label={t("tables.column.owner")}
        placeholder={t("filters.anyOwner")}
        searchable
        className="filter-some"
        data={(facets?.owners ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
        value={search.owner ?? null}
        onChange={(owner) => onSearch({ owner: owner ?? undefined })}
      />
      <Choice
        label={t("tables.column.lineage")}
        placeholder={t("filters.anyLineage")}
        className="filter-some"
        data={[
          { value: "yes", label: t("filters.withLineage") },
          { value: "no", label: t("filters.withoutLineage") },
        ]}
        value={search.lineage ?? null}
        onChange={(lineage) => onSearch({ lineage: lineage === "yes" || lineage === "no" ? lineage : undefined })}
      />
      {filtered && (
        <Button variant="subtle" px="xs" aria-label={t("filters.reset")} onClick={() => onSearch(NO_FILTER)}>
          {t("filters.resetShort")}
        </Button>
      )}
    </>
  );
}
