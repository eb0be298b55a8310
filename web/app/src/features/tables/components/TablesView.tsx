import "../tables.css";
import { Button, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TableFilter } from "~/shared/graphql/generated/graphql";
import { useMayEdit } from "~/shared/graphql/me";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor, RouteButton } from "~/shared/ui/links";
import { Page } from "~/shared/ui/Page";
import { tableCountOptions, tablesOptions } from "../api/list";
import { MOST, upTo } from "../model/bulk";
import { COLUMNS, filterOf, NO_FILTER, type TableSearch } from "../model/search";
import { Filters } from "./Filters";
import { TableRows } from "./TableRows";

// Lists to choose from are heavy: the tables are there before them.
const ListChoices = lazy(() => import("./ListChoices").then((file) => ({ default: file.ListChoices })));
// Most visits only look at the list.
const BulkBar = lazy(() => import("./BulkBar").then((file) => ({ default: file.BulkBar })));
const DeletedTables = lazy(() => import("./DeletedTables").then((file) => ({ default: file.DeletedTables })));

interface Props {
  search: TableSearch;
  onSearch: (change: Partial<TableSearch>, replace?: boolean) => void;
  /** Asks in which form what is listed, or chosen, is taken away. */
  onExport: (what: { filter?: TableFilter; tables?: readonly string[] }) => void;
}

/** All tables, or the deleted ones, by what the address says. */
export function TablesView(props: Props) {
  const { t } = useTranslation();
  const mayEdit = useMayEdit();
  const { search, onSearch } = props;
  if (search.deleted !== "yes") return <Tables {...props} />;
  return (
    <Page
      title={t("tables.deleted")}
      actions={
        <RouteAnchor to="/tables" size="sm">
          {t("tables.toAll")}
        </RouteAnchor>
      }
    >
      <Suspense fallback={<Loading />}>
        <DeletedTables text={search.q ?? ""} mayEdit={mayEdit} onText={(q) => onSearch({ q: q || undefined }, true)} />
      </Suspense>
    </Page>
  );
}

function Tables({ search, onSearch, onExport }: Props) {
  const { t, i18n } = useTranslation();
  const mayEdit = useMayEdit();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const filter = filterOf(search);
  const list = useInfiniteQuery(tablesOptions(filter, search.sort ?? "NAME"));
  const count = useQuery(tableCountOptions(filter)).data?.tables.totalCount;
  const rows = useMemo(() => list.data?.pages.flatMap(({ tables }) => tables.nodes), [list.data]);
  const filtered = Object.keys(filter).length > 0;
  const { fetchNextPage, isFetchingNextPage, isFetchNextPageError } = list;
  // The list that is shown; none once it is left.
  const listed = JSON.stringify([filter, search.sort]);
  const wanted = useRef<string>(undefined);
  useEffect(() => {
    wanted.current = listed;
    return () => {
      wanted.current = undefined;
    };
  }, [listed]);
  const onMore = useCallback(() => {
    // What failed is tried again by whoever reads that it did.
    if (!isFetchingNextPage && !isFetchNextPageError) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError]);
  // What went from the list, or is filtered away, is not changed unseen.
  const tables = useMemo(() => rows?.filter(({ id }) => chosen.has(id)) ?? [], [rows, chosen]);
  const ids = useMemo(() => new Set(tables.map(({ id }) => id)), [tables]);
  function choose(id: string, range: boolean) {
    const next = new Set(ids);
    const wanted = range ? upTo(rows?.map((row) => row.id) ?? [], last.current, id) : [id];
    const choosing = !ids.has(id);
    for (const one of wanted) {
      if (choosing) next.add(one);
      else next.delete(one);
    }
    last.current = id;
    setChosen(next);
  }
  async function chooseMost() {
    const asked = listed;
    let all = rows ?? [];
    for (let more = list.hasNextPage; more && all.length < MOST; ) {
      const { data, hasNextPage, isError } = await fetchNextPage();
      // It is told above the list; asked for again it would fail again.
      if (isError || wanted.current !== asked) return;
      all = data?.pages.flatMap(({ tables }) => tables.nodes) ?? all;
      more = hasNextPage;
    }
    setChosen(new Set(all.slice(0, MOST).map(({ id }) => id)));
  }
  const add = mayEdit && <RouteButton to="/tables/new">{t("tables.add")}</RouteButton>;

  function content() {
    if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
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
        chosen={mayEdit ? ids : undefined}
        onChoose={choose}
        onChooseAll={(all) => setChosen(new Set(all ? rows.map(({ id }) => id) : []))}
      />
    );
  }

  const empty = rows?.length === 0 && !filtered;
  const actions = (
    <>
      <RouteAnchor to="/tables" search={{ deleted: "yes" }} size="sm" mr="sm">
        {t("tables.deleted")}
      </RouteAnchor>
      {!empty && (
        <Button variant="default" onClick={() => onExport({ filter })}>
          {t("export")}
        </Button>
      )}
      {!empty && add}
    </>
  );
  return (
    <Page title={t("nav.tables")} actions={actions}>
      {!empty && <Filters search={search} onSearch={onSearch} />}
      {tables.length > 0 ? (
        <Suspense fallback={<div className="over-rows" />}>
          <BulkBar
            tables={tables}
            onClear={() => setChosen(new Set())}
            onExport={() => onExport({ tables: [...ids], filter })}
            onAll={
              tables.length === rows?.length && list.hasNextPage && tables.length < MOST
                ? () => void chooseMost()
                : undefined
            }
          />
        </Suspense>
      ) : (
        !empty && (
          <div className="over-rows">
            <Text size="sm" c="dimmed" flex={1} role="status">
              {count &&
                t(count.exact ? "tables.count" : "tables.countMore", {
                  count: count.value,
                  number: count.value.toLocaleString(i18n.language),
                })}
            </Text>
            <Suspense>
              <ListChoices search={search} onSearch={onSearch} />
            </Suspense>
          </div>
        )
      )}
      {content()}
    </Page>
  );
}
