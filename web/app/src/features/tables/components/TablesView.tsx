import { Button, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useMayEdit } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteButton } from "~/shared/ui/links";
import { Page } from "~/shared/ui/Page";
import { tableCountOptions, tablesOptions } from "../api/list";
import { COLUMNS, filterOf, NO_FILTER, type TableSearch } from "../model/search";
import { Filters } from "./Filters";
import { TableRows } from "./TableRows";

interface Props {
  search: TableSearch;
  onSearch: (change: Partial<TableSearch>, replace?: boolean) => void;
}

/** All tables, by what the address says. */
export function TablesView({ search, onSearch }: Props) {
  const { t, i18n } = useTranslation();
  const mayEdit = useMayEdit();
  const filter = filterOf(search);
  const list = useInfiniteQuery(tablesOptions(filter, search.sort ?? "NAME"));
  const count = useQuery(tableCountOptions(filter)).data?.tables.totalCount;
  const rows = useMemo(() => list.data?.pages.flatMap(({ tables }) => tables.nodes), [list.data]);
  const filtered = Object.keys(filter).length > 0;
  const { fetchNextPage, isFetchingNextPage } = list;
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const add = mayEdit && <RouteButton to="/tables/new">{t("tables.add")}</RouteButton>;

  function content() {
    if (list.error) return <Failure error={list.error} retry={() => void list.refetch()} />;
    if (!rows) return <Loading rows={10} />;
    if (rows.length === 0 && filtered) {
      return (
        <EmptyState
          title={t("tables.noMatch")}
          text={t("tables.noMatchText")}
          action={
            <Button variant="default" onClick={() => onSearch(NO_FILTER)}>
              {t("filters.reset")}
            </Button>
          }
        />
      );
    }
    if (rows.length === 0) return <EmptyState title={t("tables.empty")} text={t("tables.emptyText")} action={add} />;
    return (
      <TableRows
        rows={rows}
        total={count?.exact ? count.value : undefined}
        shown={search.show ?? COLUMNS}
        more={list.hasNextPage}
        onMore={onMore}
      />
    );
  }

  const empty = rows?.length === 0 && !filtered;
  return (
    <Page title={t("nav.tables")} actions={!empty && add}>
      {!empty && <Filters search={search} onSearch={onSearch} />}
      {!empty && count && (
        <Text size="sm" c="dimmed" mb="xs" role="status">
          {t(count.exact ? "tables.count" : "tables.countMore", {
            count: count.value,
            number: count.value.toLocaleString(i18n.language),
          })}
        </Text>
      )}
      {content()}
    </Page>
  );
}
