import "../tables.css";
import { Badge, Box, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import { Ago } from "~/shared/ui/Ago";
import type { ColumnName } from "../model/search";

const ROW = graphql(`
  fragment TableRow on Table {
    id schema name qualifiedName kind columnCount tags owner introspectedAt upstreamCount downstreamCount
    source { id name }
  }
`);

const ROW_HEIGHT = 44;
const WIDTHS: Record<ColumnName, string> = {
  source: "minmax(90px, 1fr)",
  kind: "130px",
  columns: "80px",
  tags: "minmax(110px, 1.2fr)",
  owner: "minmax(90px, 1fr)",
  lineage: "90px",
  fetched: "120px",
};

interface Props {
  rows: readonly ({ id: string } & FragmentType<typeof ROW>)[];
  total: number | undefined;
  shown: readonly ColumnName[];
  more: boolean;
  onMore: () => void;
  /** The ids of the chosen rows; absent where nobody may change anything. */
  chosen: ReadonlySet<string> | undefined;
  /** Chooses a row, or with `range` all from the one that was chosen last. */
  onChoose: (id: string, range: boolean) => void;
  onChooseAll: (all: boolean) => void;
}

/** The rows of the list that are on the screen; the next page is asked for before one gets there. */
export function TableRows({ rows, total, shown, more, onMore, chosen, onChoose, onChooseAll }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= rows.length - 30) onMore();
  }, [more, last, rows.length, onMore]);
  // End means the end of the list: what is not loaded yet is, page by page, until another key is pressed.
  const [toEnd, setToEnd] = useState(false);
  useEffect(() => {
    if (!toEnd) return;
    virtual.scrollToIndex(rows.length - 1);
    if (more) onMore();
    else setToEnd(false);
  }, [toEnd, more, rows.length, onMore, virtual]);
  function onKeyDown(event: KeyboardEvent) {
    setToEnd(event.key === "End");
    if (event.key === "End") event.preventDefault();
  }
  const columns = [...(chosen ? ["20px"] : []), "minmax(200px, 3fr)", ...shown.map((name) => WIDTHS[name])].join(" ");

  return (
    <Box
      ref={scroller}
      className="rows"
      role="table"
      aria-rowcount={total ?? -1}
      aria-label={t("nav.tables")}
      aria-busy={toEnd}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onWheel={() => setToEnd(false)}
    >
      <Box className="rows-row rows-head" role="row" style={{ gridTemplateColumns: columns }}>
        {chosen && (
          <span role="columnheader">
            <input
              type="checkbox"
              aria-label={t("tables.bulk.chooseAll")}
              checked={rows.length > 0 && chosen.size === rows.length}
              onChange={(event) => onChooseAll(event.currentTarget.checked)}
            />
          </span>
        )}
        <span role="columnheader">{t("tables.name")}</span>
        {shown.map((name) => (
          <span key={name} role="columnheader">
            {t(`tables.column.${name}`)}
          </span>
        ))}
      </Box>
      <Box className="rows-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const row = rows[index];
          return (
            row && (
              <Row
                key={row.id}
                row={row}
                index={index}
                shown={shown}
                chosen={chosen?.has(row.id)}
                onChoose={(range) => onChoose(row.id, range)}
                style={{ gridTemplateColumns: columns, height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              />
            )
          );
        })}
      </Box>
    </Box>
  );
}

interface RowProps {
  row: FragmentType<typeof ROW>;
  index: number;
  shown: readonly ColumnName[];
  chosen: boolean | undefined;
  onChoose: (range: boolean) => void;
  style: React.CSSProperties;
}

function Row({ row, index, shown, chosen, onChoose, style }: RowProps) {
  const { t, i18n } = useTranslation();
  const table = readFragment(ROW, row);
  const cells: Record<ColumnName, () => React.ReactNode> = {
    source: () =>
      table.source?.name ?? (
        <Text span size="sm" c="dimmed">
          {t("tables.manual")}
        </Text>
      ),
    kind: () => t(`tableKind.${table.kind}`),
    columns: () => table.columnCount.toLocaleString(i18n.language),
    tags: () => (
      <Group gap={4} wrap="nowrap" title={table.tags.join(", ")}>
        {table.tags.slice(0, 2).map((tag) => (
          <Badge key={tag} size="sm" variant="default" tt="none">
            {tag}
          </Badge>
        ))}
        {table.tags.length > 2 && (
          <Text span size="xs">
            +{table.tags.length - 2}
          </Text>
        )}
      </Group>
    ),
    owner: () => table.owner,
    lineage: () => (table.upstreamCount === null ? "?" : `↑${table.upstreamCount} ↓${table.downstreamCount}`),
    fetched: () => (table.introspectedAt ? <Ago at={table.introspectedAt} /> : "–"),
  };
  return (
    <Box className="rows-row rows-data" role="row" aria-rowindex={index + 2} aria-selected={chosen} style={style}>
      {chosen !== undefined && (
        <span role="cell" className="above-link">
          <input
            type="checkbox"
            aria-label={t("tables.bulk.choose", { name: table.qualifiedName })}
            checked={chosen}
            onChange={(event) => onChoose(event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
          />
        </span>
      )}
      <span role="cell">
        {/* Lists are in the order of names, and a long schema must not hide what tells tables apart. */}
        <Link
          to="/tables/$id"
          params={{ id: table.id }}
          className="plain-link row-link two-lines"
          title={table.qualifiedName}
          aria-label={table.qualifiedName}
        >
          <span>{table.name}</span>
          {table.schema && <small>{table.schema}</small>}
        </Link>
      </span>
      {shown.map((name) => (
        <span key={name} role="cell">
          {cells[name]()}
        </span>
      ))}
    </Box>
  );
}
