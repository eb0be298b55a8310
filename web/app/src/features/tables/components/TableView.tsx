import { Badge, Button, Group, Tabs, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import type { TablePatch } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { useMayEdit } from "~/shared/graphql/me";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor, RouteButton } from "~/shared/ui/links";
import { Page } from "~/shared/ui/Page";
import { tellDone, tellFailure } from "~/shared/ui/Toast";
import { DELETE_TABLE, tableOptions, versionOf, writesTo } from "../api/table";
import { writeTable } from "../api/writes";
import { TABS, type TablePageSearch } from "../model/page";
import { Columns } from "./Columns";
import { Description } from "./Description";
import { Facts } from "./Facts";

const BindTable = lazy(() => import("./BindTable").then((file) => ({ default: file.BindTable })));
const DeletedTable = lazy(() => import("./DeletedTable").then((file) => ({ default: file.DeletedTable })));
const FetchAgain = lazy(() => import("./FetchAgain").then((file) => ({ default: file.FetchAgain })));

interface Props {
  id: string;
  search: TablePageSearch;
  onSearch: (change: Partial<TablePageSearch>, replace?: boolean) => void;
  onGone: () => void;
  onExport: (name: string) => void;
  /** What feeds the table and what it feeds. */
  lineage: ReactNode;
  history: ReactNode;
}

/** A table: what it is, its columns, what happened to it. */
export function TableView({ id, search, onSearch, onGone, onExport, lineage, history }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayEdit = useMayEdit();
  const query = useQuery(tableOptions(id));
  const table = query.data?.table;
  const close = () => onSearch({ open: undefined });
  const stale = () =>
    Promise.all([keys.tables, keys.changes].map((queryKey) => queries.invalidateQueries({ queryKey })));

  const update = useMutation({
    scope: writesTo(id),
    mutationFn: ({ patch, over }: { patch: TablePatch; over?: number }) => writeTable(queries, id, patch, over),
    onSuccess: ({ updateTable }) => {
      if (updateTable.changeset) tellDone(t("table.saved"), queries, updateTable.changeset.id);
    },
    onSettled: stale,
  });
  const remove = useMutation({
    scope: writesTo(id),
    mutationFn: () => ask(DELETE_TABLE, { id, version: versionOf(queries, id) }),
    onSuccess: ({ deleteTable }) => {
      const warnings = deleteTable.warnings.map(({ title }) => title);
      const done = t("table.deleted", { name: table?.qualifiedName ?? "" });
      tellDone([done, ...warnings].join(" "), queries, deleteTable.changeset?.id);
      void stale();
    },
    onError: tellFailure,
  });

  if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (query.isPending) return <Loading />;
  if (!table) {
    return (
      <Suspense fallback={<Loading />}>
        <DeletedTable id={id} />
      </Suspense>
    );
  }

  const toExport = (
    <Button variant="default" onClick={() => onExport(table.qualifiedName)}>
      {t("export")}
    </Button>
  );
  const actions = mayEdit ? (
    <>
      {table.source && (
        <Button
          variant="default"
          disabled={!table.source.isActive}
          title={table.source.isActive ? undefined : t("table.sourceInactive")}
          onClick={() => onSearch({ open: "fetch" })}
        >
          {t("table.fetchAgain")}
        </Button>
      )}
      <RouteButton variant="default" to="/mapping" search={{ to: id }}>
        {t("nav.mapping")}
      </RouteButton>
      <Button variant="default" onClick={() => onSearch({ open: "bind" })}>
        {table.source ? t("table.binding") : t("table.bind")}
      </Button>
      {toExport}
      <Button
        variant="subtle"
        color="red"
        loading={remove.isPending}
        onClick={() => remove.mutate(undefined, { onSuccess: onGone })}
      >
        {t("delete")}
      </Button>
    </>
  ) : (
    toExport
  );
  return (
    <Page title={table.qualifiedName} actions={actions}>
      <Group gap="xs" mb="md">
        <Badge variant="default" tt="none">
          {t(`tableKind.${table.kind}`)}
        </Badge>
        {table.source ? (
          <RouteAnchor to="/sources" search={{ edit: table.source.id }} size="sm">
            {table.source.name}
          </RouteAnchor>
        ) : (
          <Text size="sm" c="dimmed">
            {t("tables.manual")}
          </Text>
        )}
        {table.tags.map((tag) => (
          <Badge key={tag} variant="light" tt="none" className="status">
            {tag}
          </Badge>
        ))}
      </Group>
      <Suspense>
        {search.open === "bind" && mayEdit && (
          <BindTable
            table={table}
            onClose={close}
            onChanged={stale}
            onBound={() => onSearch({ open: "fetch" }, true)}
          />
        )}
        {search.open === "fetch" && mayEdit && table.source && (
          <FetchAgain
            sourceId={table.source.id}
            tableId={id}
            version={table.version}
            onClose={close}
            onChanged={stale}
          />
        )}
      </Suspense>
      <Description
        text={table.description ?? ""}
        version={table.version}
        comment={table.sourceComment}
        mayEdit={mayEdit}
        busy={update.isPending}
        onSave={(description, over) => update.mutateAsync({ patch: { description: description || null }, over })}
      />
      <Tabs
        mt="lg"
        value={search.tab ?? "columns"}
        onChange={(tab) => onSearch({ tab: TABS.find((known) => known === tab && known !== "columns") })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`table.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="columns">
          <Columns
            tableId={id}
            version={table.version}
            mayEdit={mayEdit}
            source={table.source !== null}
            filter={search.q ?? ""}
            onFilter={(q) => onSearch({ q: q || undefined }, true)}
            edited={search.edit === "yes"}
            onEdit={(edit) => onSearch({ edit: edit ? "yes" : undefined })}
            column={search.column}
            onColumn={(column) => onSearch({ column })}
            onChanged={stale}
          />
        </Tabs.Panel>
        <Tabs.Panel value="lineage">{lineage}</Tabs.Panel>
        <Tabs.Panel value="about">
          <Facts
            id={id}
            table={table}
            source={table.source?.name ?? null}
            sourceId={table.source?.id}
            mayEdit={mayEdit}
            version={table.version}
            onSave={(patch, over) => update.mutateAsync({ patch, over })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="history">{history}</Tabs.Panel>
      </Tabs>
    </Page>
  );
}
