import { Button, Popover, Select, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { TableKind } from "~/shared/graphql/generated/graphql";
import { TABLE_KINDS } from "~/shared/model/kinds";
import { Choice, Choices } from "~/shared/ui/Choice";
import { facetsOptions } from "../api/list";
import { COLUMNS, filterOf, NO_FILTER, ORDERS, type TableSearch } from "../model/search";

const ShownColumns = lazy(() => import("./ShownColumns").then((file) => ({ default: file.ShownColumns })));

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
      <Choice
        label={t("tables.column.source")}
        placeholder={t("filters.anySource")}
        searchable
        w={170}
        data={sources}
        value={search.source ?? null}
        onChange={(source) => onSearch({ source: source ?? undefined })}
      />
      <Choices
        label={t("tables.column.kind")}
        placeholder={search.kind ? undefined : t("filters.anyKind")}
        w={170}
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
        w={150}
        data={(facets?.tags ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
        value={search.tag ?? []}
        onChange={(tag) => onSearch({ tag: tag.length > 0 ? tag : undefined })}
      />
      <Choice
        label={t("tables.column.owner")}
        placeholder={t("filters.anyOwner")}
        searchable
        w={150}
        data={(facets?.owners ?? []).map(({ value, count }) => ({ value, label: `${value} (${count})` }))}
        value={search.owner ?? null}
        onChange={(owner) => onSearch({ owner: owner ?? undefined })}
      />
      <Choice
        label={t("tables.column.lineage")}
        placeholder={t("filters.anyLineage")}
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
        data={ORDERS.map((value) => ({
          value,
          label: t(`tables.order.${value}`),
        }))}
        value={search.sort ?? "NAME"}
        onChange={(sort) => onSearch({ sort: ORDERS.find((order) => order === sort && order !== "NAME") })}
      />
      <Popover position="bottom-end" trapFocus>
        <Popover.Target>
          <Button variant="default">{t("tables.columnsShown")}</Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Suspense fallback={<Skeleton width={140} height={220} />}>
            <ShownColumns shown={shown} onShow={(show) => onSearch({ show }, true)} />
          </Suspense>
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
