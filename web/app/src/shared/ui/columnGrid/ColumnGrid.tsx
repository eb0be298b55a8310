import "./columnGrid.css";
import { Box, Button, Group, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type DraftColumn,
  emptyColumn,
  isBlank,
  keyOf,
  move,
  moveTo,
  placeInKey,
  problemsOf,
} from "~/shared/model/columns";
import { isTabular, pasted } from "~/shared/model/paste";
import { GridRow } from "./GridRow";

interface Props {
  columns: DraftColumn[];
  onChange: (next: (columns: DraftColumn[]) => DraftColumn[]) => void;
  /** Whether columns that are known keep their paths. */
  fixedPaths?: boolean;
  /** Whether the first column is written at once. */
  autoFocus?: boolean;
  /** What the server says about columns, by their keys. */
  refused?: ReadonlyMap<string, string>;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

const ROW_HEIGHT = 40;

/** So many rows stand on the page, which scrolls; more of them scroll within themselves. */
const ON_PAGE = 40;

/**
 * The columns to edit. Arrows go up and down, Alt with an arrow moves the row, Alt with Delete takes it out, Enter in the
 * last row adds one; what a spreadsheet copied is pasted as rows.
 */
export function ColumnGrid({ columns, onChange, fixedPaths = false, autoFocus = false, refused = NOTHING }: Props) {
  const { t, i18n } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [dragged, setDragged] = useState<string>();
  /** Words of what was pasted last. */
  const [unclear, setUnclear] = useState<readonly string[]>([]);
  const problems = useMemo(() => problemsOf(columns), [columns]);
  const virtual = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const count = columns.filter((column) => !isBlank(column)).length;
  const keyLength = columns.filter(({ primaryKey }) => primaryKey !== null).length;
  const selected = columns.filter(({ key }) => chosen.has(key));

  // When it is begun; who comes to it later may be elsewhere.
  const [begins] = useState(autoFocus);
  useEffect(() => {
    if (!begins) return;
    const first = () => scroller.current?.querySelector<HTMLElement>('[data-row="0"] [data-field="path"]')?.focus();
    const frame = requestAnimationFrame(first);
    return () => cancelAnimationFrame(frame);
  }, [begins]);

  /** Rows are drawn as they come into sight: first there, then the field. */
  function focus(row: number, field: string) {
    virtual.scrollToIndex(row);
    requestAnimationFrame(() => {
      scroller.current?.querySelector<HTMLElement>(`[data-row="${row}"] [data-field="${field}"]`)?.focus();
    });
  }

  function add() {
    onChange((before) => [...before, emptyColumn()]);
    requestAnimationFrame(() => focus(columns.length, "path"));
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const target = event.target as HTMLElement;
    const row = Number(target.closest<HTMLElement>("[data-row]")?.dataset.row);
    const field = target.dataset.field;
    const column = columns[row];
    if (!column || !field || event.nativeEvent.isComposing) return;
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : undefined;
    if (by) {
      event.preventDefault();
      const next = Math.max(0, Math.min(columns.length - 1, row + by));
      if (event.altKey) onChange((before) => move(before, new Set([column.key]), by));
      focus(next, field);
    } else if (event.altKey && event.key === "Delete") {
      event.preventDefault();
      remove(new Set([column.key]));
      focus(Math.max(0, Math.min(row, columns.length - 2)), field);
    } else if (event.key === "Enter" && field !== "chosen") {
      event.preventDefault();
      if (row === columns.length - 1) add();
      else focus(row + 1, field);
    }
  }

  function onPaste(event: ClipboardEvent<HTMLElement>) {
    const text = event.clipboardData.getData("text");
    if (!isTabular(text)) return;
    event.preventDefault();
    const row = Number((event.target as HTMLElement).closest<HTMLElement>("[data-row]")?.dataset.row);
    const { columns: more, unclear } = pasted(text);
    setUnclear(unclear);
    onChange((before) => {
      const at = Number.isNaN(row) ? before.length : row + 1;
      // Those of the key follow the ones that are in it.
      const keyed = keyOf(before).length;
      const placed = more.map((one) =>
        one.primaryKey === null ? one : { ...one, primaryKey: one.primaryKey + keyed },
      );
      return [...before.slice(0, at), ...placed, ...before.slice(at)].filter((column) => !isBlank(column));
    });
  }

  function remove(some: ReadonlySet<string>) {
    onChange((before) => {
      const gone = keyOf(before).filter(({ key }) => some.has(key));
      return gone
        .reduce((columns, { key }) => placeInKey(columns, key, null), before)
        .filter(({ key }) => !some.has(key));
    });
    setChosen(new Set([...chosen].filter((key) => !some.has(key))));
  }

  const all = columns.length > 0 && selected.length === columns.length;
  return (
    <fieldset className="bare" aria-label={t("table.tab.columns")} onKeyDown={onKeyDown} onPaste={onPaste}>
      <Group mb="xs" gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {t("columns.count", { count, number: count.toLocaleString(i18n.language) })}
        </Text>
        <Button size="compact-sm" variant="default" onClick={add}>
          {t("columns.addColumn")}
        </Button>
        {unclear.length > 0 && (
          <Text size="sm" fw={600} role="alert">
            {t("columns.unclear", { words: unclear.map((word) => `“${word}”`).join(", ") })}
          </Text>
        )}
        {selected.length > 0 && (
          <>
            <Button size="compact-sm" variant="default" onClick={() => onChange((before) => move(before, chosen, -1))}>
              {t("columns.up")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => onChange((before) => move(before, chosen, 1))}>
              {t("columns.down")}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => remove(chosen)}>
              {t("columns.removeColumns", { count: selected.length })}
            </Button>
          </>
        )}
        <Text size="xs" c="dimmed">
          {t("columns.pasteHint")}
        </Text>
      </Group>
      <Box
        ref={scroller}
        className="rows grid"
        data-choosing={selected.length > 0 || undefined}
        style={{ maxHeight: columns.length <= ON_PAGE ? "none" : "max(320px, calc(100dvh - 260px))" }}
        role="grid"
        aria-multiselectable
        aria-rowcount={columns.length + 1}
        aria-label={t("table.tab.columns")}
      >
        <Box className="rows-row rows-head grid-columns" role="row">
          <span role="columnheader">
            <input
              type="checkbox"
              aria-label={t("columns.chooseAll")}
              title={t("columns.chooseWhy")}
              checked={all}
              onChange={() => setChosen(all ? new Set() : new Set(columns.map(({ key }) => key)))}
            />
          </span>
          {(["name", "type", "nullable", "key", "description", "tags"] as const).map((name) => (
            <span key={name} role="columnheader">
              {t(`columns.${name}`)}
            </span>
          ))}
        </Box>
        <Box className="rows-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const column = columns[index];
            return (
              column && (
                <GridRow
                  key={column.key}
                  column={column}
                  index={index}
                  style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
                  problem={problems.get(column.key)}
                  refused={refused.get(column.key)}
                  fixedPath={fixedPaths}
                  keyLength={keyLength}
                  chosen={chosen.has(column.key)}
                  onChoose={() => setChosen((before) => toggled(before, column.key))}
                  onChange={(change) =>
                    onChange((before) => before.map((one) => (one.key === column.key ? { ...one, ...change } : one)))
                  }
                  onPlace={(place) => onChange((before) => placeInKey(before, column.key, place))}
                  onDrag={() => setDragged(column.key)}
                  onDrop={() => {
                    if (dragged) onChange((before) => moveTo(before, dragged, column.key));
                    setDragged(undefined);
                  }}
                  isDragged={dragged === column.key}
                />
              )
            );
          })}
        </Box>
      </Box>
    </fieldset>
  );
}

function toggled(chosen: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(key)) next.add(key);
  return next;
}
