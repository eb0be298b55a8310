import { Button, Group, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { ColumnPatch } from "~/shared/graphql/generated/graphql";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { tellDone } from "~/shared/ui/Toast";
import { columnsOptions, writesTo } from "../api/table";
import { writeColumn } from "../api/writes";
import { ColumnRows } from "./ColumnRows";
import { HiddenColumns } from "./HiddenColumns";

const ColumnDetails = lazy(() => import("./ColumnDetails").then((file) => ({ default: file.ColumnDetails })));
const EditColumns = lazy(() => import("./EditColumns").then((file) => ({ default: file.EditColumns })));

interface Props {
  tableId: string;
  version: number;
  mayEdit: boolean;
  /** Whether there is a source whose columns may be hidden. */
  source: boolean;
  filter: string;
  onFilter: (text: string) => void;
  /** Whether all of them are edited at once. */
  edited: boolean;
  onEdit: (edited: boolean) => void;
  /** The column whose details are shown. */
  column: string | undefined;
  onColumn: (id: string | undefined) => void;
  onChanged: () => Promise<unknown>;
}

/** The columns of a table, to filter and to edit in place. */
export function Columns({ tableId, version, mayEdit, filter, onFilter, onChanged, ...on }: Props) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const query = useQuery(columnsOptions(tableId, filter));
  const [text, setText] = useDebouncedText(filter, onFilter);
  const update = useMutation({
    scope: writesTo(tableId),
    mutationFn: ({ patch, over }: { patch: ColumnPatch; over?: number }) =>
      writeColumn(queries, tableId, filter, patch, over),
    onSuccess: ({ updateColumns }) => {
      if (updateColumns.changeset) tellDone(t("table.saved"), queries, updateColumns.changeset.id);
    },
    onSettled: onChanged,
  });
  const save = (patch: ColumnPatch, over?: number) => update.mutateAsync({ patch, over });

  if (on.edited && mayEdit) {
    return (
      <Suspense fallback={<Loading />}>
        <EditColumns tableId={tableId} onClose={() => on.onEdit(false)} onChanged={onChanged} />
      </Suspense>
    );
  }
  if (query.isLoadingError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const table = query.data?.table;
  if (!table) return <Loading />;
  const columns = table.columns.nodes;
  const edit = mayEdit && (
    <Button variant="default" onClick={() => on.onEdit(true)}>
      {table.columnCount === 0 ? t("columns.write") : t("columns.edit")}
    </Button>
  );
  const hidden = on.source && (
    <HiddenColumns tableId={tableId} shown={table.columnCount} mayEdit={mayEdit} onChanged={onChanged} />
  );
  if (table.columnCount === 0) {
    return (
      <>
        {hidden && <Group mb="xs">{hidden}</Group>}
        <EmptyState title={t("columns.empty")} text={t("columns.emptyText")} action={edit} />
      </>
    );
  }
  return (
    <>
      <Group justify="space-between" mb="xs">
        <TextInput
          aria-label={t("columns.search")}
          placeholder={t("columns.search")}
          type="search"
          w={300}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {edit}
      </Group>
      <Group gap="4px var(--mantine-spacing-md)" mb="xs">
        <Text size="sm" c="dimmed" role="status">
          {columns.length === table.columnCount
            ? t("columns.count", { count: columns.length, number: columns.length.toLocaleString(i18n.language) })
            : t("columns.some", { shown: columns.length, number: table.columnCount.toLocaleString(i18n.language) })}
        </Text>
        {hidden}
      </Group>
      {columns.length === 0 ? (
        <EmptyState title={t("columns.noMatch")} text={t("columns.noMatchText")} />
      ) : (
        <ColumnRows
          columns={columns}
          version={version}
          mayEdit={mayEdit}
          folding={filter === ""}
          onSave={save}
          onOpen={on.onColumn}
        />
      )}
      <Suspense>
        {on.column && (
          <ColumnDetails
            key={on.column}
            tableId={tableId}
            columnId={on.column}
            mayEdit={mayEdit}
            version={version}
            onSave={save}
            onClose={() => on.onColumn(undefined)}
          />
        )}
      </Suspense>
    </>
  );
}
