import { Badge, Box, Text } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { nameOptions } from "~/shared/graphql/tableName";
import { EmptyState } from "~/shared/ui/EmptyState";
import { Failure } from "~/shared/ui/Failure";
import { Loading } from "~/shared/ui/Loading";
import { type PlannedChange, plannedChangesOptions } from "../api/imports";
import { sourceNamesOptions } from "../api/sources";
import { type Line, linesOf } from "../model/lines";

const ROW_HEIGHT = 36;
const COLORS = { CREATED: "teal", UPDATED: "blue", DELETED: "red" } as const;

interface Props {
  id: string;
  plan: string;
  /** How many changes there are. */
  total: number;
  done: boolean;
}

/** What the plan changes, field by field; the lines in sight are drawn, and the next page asked for before them. */
export function ChangeList({ id, plan, total, done }: Props) {
  const { t, i18n } = useTranslation();
  const list = useInfiniteQuery(plannedChangesOptions(id, plan));
  const sources = useQuery(sourceNamesOptions).data;
  const lines = useMemo(
    () => linesOf(list.data?.pages.flatMap(({ importJob }) => importJob?.changes.nodes ?? []) ?? [], sources),
    [list.data, sources],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = list;
  // A page that failed is asked for again by hand.
  const goesOn = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (goesOn && last >= lines.length - 60) void fetchNextPage();
  }, [goesOn, fetchNextPage, last, lines.length]);

  if (list.isLoadingError) return <Failure error={list.error} retry={() => void list.refetch()} />;
  if (!list.data) return <Loading rows={8} />;
  if (lines.length === 0) return <EmptyState title={t("bulk.changes.none")} text={t("bulk.changes.noneText")} />;
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t(done ? "bulk.changes.done" : "bulk.changes.planned", {
          count: total,
          number: total.toLocaleString(i18n.language),
        })}
      </Text>
      <Box
        ref={scroller}
        className="rows bulk-rows"
        role="table"
        aria-label={t("bulk.tab.changes")}
        aria-rowcount={hasNextPage ? -1 : lines.length + 1}
        tabIndex={0}
      >
        <Box className="rows-row rows-head change-grid" role="row">
          <span role="columnheader">{t("bulk.changes.what")}</span>
          <span role="columnheader">{t(done ? "bulk.changes.before" : "bulk.changes.old")}</span>
          <span role="columnheader">{t("bulk.changes.new")}</span>
        </Box>
        <Box className="rows-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const line = lines[index];
            return (
              line && (
                <Row
                  key={`${index} ${line.key}`}
                  line={line}
                  index={index}
                  style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
                />
              )
            );
          })}
        </Box>
      </Box>
    </>
  );
}

function Row({ line, index, style }: { line: Line<PlannedChange>; index: number; style: React.CSSProperties }) {
  const { t } = useTranslation();
  const { change, difference } = line;
  if (!difference) {
    const { operation, kind, name, tableId } = change;
    return (
      <Box
        className="rows-row rows-data change-grid change-head"
        role="row"
        aria-rowindex={index + 2}
        style={style}
        title={name}
      >
        <span role="cell">
          <Badge size="sm" variant="light" tt="none" className="status" color={COLORS[operation]}>
            {t(`operation.${operation}`)}
          </Badge>{" "}
          <Text span size="xs" c="dimmed">
            {t(`entity.${kind}`)}
          </Text>{" "}
          {tableId && <TableName id={tableId} known={line.table} />}
          <Text span size="sm" fw={600}>
            {name}
          </Text>
        </span>
      </Box>
    );
  }
  const { path, old, now } = difference;
  const name = path.map((part) => t(`changes.field.${part as "name"}`, { defaultValue: part })).join(" · ");
  return (
    <Box className="rows-row rows-data change-grid" role="row" aria-rowindex={index + 2} style={style}>
      <span role="cell" className="change-field" title={name}>
        {name}
      </span>
      <Value text={old} kind="old" hidden={change.operation === "CREATED"} />
      <Value text={now} kind="new" hidden={change.operation === "DELETED"} />
    </Box>
  );
}

/** Which table a column is of; those that the plan does not change are asked for as they come into sight. */
function TableName({ id, known }: { id: string; known: string | undefined }) {
  const { data } = useQuery({ ...nameOptions(id), enabled: known === undefined, staleTime: Number.POSITIVE_INFINITY });
  const name = known ?? data?.table?.qualifiedName;
  return name ? (
    <Text span size="sm">
      {name} ·{" "}
    </Text>
  ) : null;
}

function Value({ text, kind, hidden }: { text: string | null; kind: "old" | "new"; hidden: boolean }) {
  const { t } = useTranslation();
  if (hidden) return <span role="cell" />;
  return (
    <span role="cell" title={text ?? undefined}>
      {text === null ? (
        <Text span size="xs" c="dimmed" fs="italic">
          {t("changes.none")}
        </Text>
      ) : (
        <Text span size="xs" component={kind === "old" ? "del" : "ins"} className={`diff-${kind}`}>
          {text.length > 300 ? `${text.slice(0, 300)}…` : text}
        </Text>
      )}
    </span>
  );
}
