import "../tables.css";
import { Badge, Box, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import type { TFunction } from "i18next";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FragmentType, graphql, readFragment } from "~/shared/graphql/generated";
import type { TableRowFragment } from "~/shared/graphql/generated/graphql";
import { ago } from "~/shared/model/time";
import { Ago } from "~/shared/ui/Ago";
import { Middle } from "~/shared/ui/Middle";
import { COLUMNS, type ColumnName } from "../model/search";
import { type CellTexts, fitting, TELLING, tracks } from "../model/widths";

const ROW = graphql(`
  fragment TableRow on Table {
    id schema name qualifiedName kind columnCount tags owner introspectedAt upstreamCount downstreamCount
    source { id name }
  }
`);

const ROW_HEIGHT = 44;
/** In widths of a digit. */
const TAGS_ROOM = 10;

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
  const { t, i18n } = useTranslation();
  const { language } = i18n;
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
  const telling = Math.min(rows.length, TELLING);
  const widths = useMemo(() => {
    const heads = Object.fromEntries(COLUMNS.map((name) => [name, t(`tables.column.${name}`)])) as CellTexts;
    const texts = rows.slice(0, telling).map((row) => textsOf(readFragment(ROW, row), t, language));
    return tracks(texts, shown, { ...heads, name: t("tables.name") }, language);
  }, [rows, telling, shown, t, language]);
  const columns = chosen ? `20px ${widths}` : widths;

  return (
    <Box
      ref={scroller}
      className="rows scroll-box"
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

/** What may be longer than its column. */
const CUT: ReadonlySet<ColumnName> = new Set(["source", "owner"]);

function textsOf(table: TableRowFragment, t: TFunction, language: string): CellTexts {
  const { name, source, kind, columnCount, tags, owner, upstreamCount, downstreamCount, introspectedAt } = table;
  const number = (count: number | null) => (count ?? 0).toLocaleString(language);
  const shown = fitting(tags, TAGS_ROOM);
  return {
    name,
    source: source?.name ?? t("tables.manual"),
    kind: t(`tableKind.${kind}`),
    columns: number(columnCount),
    tags: [...shown.map((tag) => `${tag}  `), ...(tags.length > shown.length ? ["+9"] : [])].join(" "),
    owner: owner ?? "",
    lineage: upstreamCount === null ? "?" : `↑${number(upstreamCount)} ↓${number(downstreamCount)}`,
    fetched: introspectedAt ? ago(introspectedAt, Date.now(), language) : "–",
  };
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
  const texts = textsOf(table, t, i18n.language);
  const tags = fitting(table.tags, TAGS_ROOM);
  const cell = (name: ColumnName) => {
    if (name === "fetched" && table.introspectedAt) return <Ago at={table.introspectedAt} />;
    if (name === "source" && !table.source) {
      return (
        <Text span size="sm" c="dimmed">
          {texts.source}
        </Text>
      );
    }
    if (name !== "tags") return texts[name];
    return (
      <Group gap={4} wrap="nowrap" title={table.tags.join(", ")}>
        {tags.map((tag) => (
          <Badge key={tag} size="sm" variant="default" tt="none">
            {tag}
          </Badge>
        ))}
        {table.tags.length > tags.length && (
          <Text span size="xs">
            +{table.tags.length - tags.length}
          </Text>
        )}
      </Group>
    );
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
          <Middle text={table.name} />
          {table.schema && (
            <small>
              <Middle text={table.schema} />
            </small>
          )}
        </Link>
      </span>
      {shown.map((name) => (
        <span key={name} role="cell" title={CUT.has(name) ? texts[name] : undefined}>
          {cell(name)}
        </span>
      ))}
    </Box>
  );
}
