import { Box, Button, Table, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Difference, differences, keyColumns, type Words } from "~/shared/model/difference";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { changesOptions, columnNamesOptions } from "../api/documents";
import { calledOf, namesIn } from "../model/called";
import { withoutMoves } from "../model/moved";

/** So many of the columns that only moved are named. */
const MOVED = 3;

const someOf = (names: readonly string[]) => names.slice(0, MOVED).join(", ") + (names.length > MOVED ? ", …" : "");

/** What a changeset did, field by field. */
export function ChangeDetails({ id }: { id: string }) {
  const { t } = useTranslation();
  const list = useInfiniteQuery(changesOptions(id));
  if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading rows={2} />;
  const changes = list.data.pages.flatMap(({ changeset }) => changeset?.changes.nodes ?? []);
  const names = namesIn(changes);
  const { told, moved } = withoutMoves(changes);
  return (
    <Box mt="sm">
      {told.map((change) => {
        const { entityId, kind, operation, tableId, fields } = change;
        const table = kind === "TABLE" ? entityId : tableId;
        const title = (
          <>
            {t(`operation.${operation}`)} · {t(`entity.${kind}`)} {calledOf(t, change)}
          </>
        );
        return (
          <Box key={entityId} mb="sm">
            {table && (operation !== "DELETED" || kind === "COLUMN") ? (
              <RouteAnchor to="/tables/$id" params={{ id: table }} size="sm" fw={600}>
                {title}
              </RouteAnchor>
            ) : (
              <Text size="sm" fw={600} className="breaking">
                {title}
              </Text>
            )}
            <Table layout="fixed" verticalSpacing={4} withRowBorders={false}>
              <Table.Tbody>
                <Rows id={entityId} fields={fields} operation={operation} names={names} />
              </Table.Tbody>
            </Table>
          </Box>
        );
      })}
      {[...moved].map(([table, columns]) => (
        <Text key={table} size="xs" c="dimmed" mb="sm" className="breaking" title={columns.join(", ")}>
          {t("changes.moved", { count: columns.length, names: someOf(columns) })}
        </Text>
      ))}
      {list.hasNextPage && (
        <Button size="xs" variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t("showMore")}
        </Button>
      )}
    </Box>
  );
}

interface RowsProps {
  id: string;
  fields: Parameters<typeof differences>[0];
  operation: Parameters<typeof differences>[1];
  /** Of the columns and the lineage that changed with it. */
  names: ReadonlyMap<string, string>;
}

function Rows({ id, fields, operation, names }: RowsProps) {
  const { t, i18n } = useTranslation();
  const unnamed = keyColumns(fields).some((column) => !names.has(column));
  const query = useQuery({ ...columnNamesOptions(id), enabled: unnamed });
  const all = new Map(query.data?.map(({ id, name }) => [id, name]));
  for (const [column, name] of names) all.set(column, name);
  const words: Words = {
    names: all,
    language: i18n.language,
    say: (field, code) => {
      const shared = { kind: "tableKind", key: "key" }[field] ?? `changes.value.${field}`;
      return t(`${shared}.${code}` as "tableKind.TABLE", { defaultValue: code });
    },
  };
  return differences(fields, operation, words).map((difference) => (
    <Row key={difference.path.join(".")} difference={difference} operation={operation} />
  ));
}

function Row({ difference, operation }: { difference: Difference; operation: string }) {
  const { t } = useTranslation();
  const { path, old, now } = difference;
  return (
    <Table.Tr>
      <Table.Th w="22%" fw={400} className="top">
        <Text size="xs" c="dimmed" className="breaking">
          {path.map((part) => t(`changes.field.${part as "name"}`, { defaultValue: part })).join(" · ")}
        </Text>
      </Table.Th>
      {operation !== "CREATED" && <Value text={old} kind="old" />}
      {operation !== "DELETED" && <Value text={now} kind="new" />}
    </Table.Tr>
  );
}

const LONG = 400;

/** A value; what is long is shown in part, and whole when one wants it. */
function Value({ text, kind }: { text: string | null; kind: "old" | "new" }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const long = text !== null && text.length > LONG;
  return (
    <Table.Td className="top">
      {text === null ? (
        <Text size="xs" c="dimmed" fs="italic">
          {t("changes.none")}
        </Text>
      ) : (
        <Text size="xs" component={kind === "old" ? "del" : "ins"} className={`wrapping diff-${kind}`}>
          {long && !whole ? `${text.slice(0, LONG)}…` : text}
        </Text>
      )}
      {long && (
        <Button size="compact-xs" variant="subtle" onClick={() => setWhole((before) => !before)}>
          {whole ? t("changes.hide") : t("showMore")}
        </Button>
      )}
    </Table.Td>
  );
}
