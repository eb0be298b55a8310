import { Box, Button, Skeleton, Table, Text } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Difference, differences } from "~/shared/model/difference";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { RouteAnchor } from "~/shared/ui/links";
import { changesOptions } from "../api/details";
import { calledOf, namesIn } from "../model/called";
import { withoutMoves } from "../model/moved";
import { type Changed, useChangeWords } from "./useChangeWords";

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
  const seq = list.data.pages[0]?.changeset?.seq ?? 0;
  const names = namesIn(changes);
  const { told, moved } = withoutMoves(changes);
  return (
    <Box mt="sm">
      {told.map((change) => {
        const { entityId, kind, operation, tableId } = change;
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
                <Rows change={change} seq={seq} names={names} />
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
  change: Changed;
  seq: number;
  /** Of the columns and the lineage that changed with it. */
  names: ReadonlyMap<string, string>;
}

function Rows({ change, seq, names }: RowsProps) {
  const { isWhole, fields, words } = useChangeWords(change, seq, names);
  const { operation } = change;
  if (!isWhole) {
    return (
      <Table.Tr>
        <Table.Td>
          <Skeleton h={14} />
        </Table.Td>
      </Table.Tr>
    );
  }
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
