import { Box, Text, TextInput } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { Middle } from "~/shared/ui/Middle";
import type { MappedColumn } from "../api/documents";
import { click, press, type Selection } from "../model/selection";

export const ROW = 34;

interface Props {
  label: string;
  columns: readonly MappedColumn[];
  /** How many there are without the filter. */
  total: number;
  filter: string;
  onFilter: (text: string) => void;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  /** A click without a modifier key; true when it was more than a choice. */
  onClick: (id: string) => boolean;
  onEnter: () => void;
  onOther: () => void;
  /** The key that leads to the other list. */
  otherKey: "ArrowLeft" | "ArrowRight";
  /** Ids of columns that are in a pair or have lineage to the other table. */
  mapped: ReadonlySet<string>;
  /** In pixels, without the border. */
  height: number;
  scroller: RefObject<HTMLDivElement | null>;
}

/** The columns of one table: to be filtered, one or several to be chosen, by mouse or by keyboard. */
export function ColumnList(props: Props) {
  const { label, columns, total, filter, selection, mapped, scroller, otherKey } = props;
  const { t, i18n } = useTranslation();
  const id = useId();
  const virtual = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const ids = columns.map((column) => column.id);
  const at = selection.active === undefined ? -1 : ids.indexOf(selection.active);
  // Where one is has to be drawn to be told.
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === otherKey || event.key === "Enter") {
      event.preventDefault();
      if (event.key === "Enter") props.onEnter();
      else props.onOther();
      return;
    }
    const next = press(selection, ids, event.key, { shift: event.shiftKey });
    if (!next) return;
    event.preventDefault();
    props.onSelection(next);
  }

  function onClick(event: MouseEvent<HTMLElement>) {
    const column =
      event.target instanceof Element && event.target.closest<HTMLElement>("[data-column]")?.dataset.column;
    if (!column) return;
    const [shift, toggle] = [event.shiftKey, event.ctrlKey || event.metaKey];
    if (!shift && !toggle && props.onClick(column)) return;
    props.onSelection(click(selection, ids, column, { shift, toggle }));
  }

  const number = (value: number) => value.toLocaleString(i18n.language);
  return (
    <Box miw={0}>
      <TextInput
        size="xs"
        type="search"
        aria-label={t("mapping.filter", { table: label })}
        placeholder={t("mapping.filterHint")}
        value={filter}
        onChange={(event) => props.onFilter(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") {
            event.preventDefault();
            scroller.current?.focus();
          }
        }}
      />
      <Text size="xs" c="dimmed" my={4} role="status">
        {columns.length === total
          ? t("columns.count", { count: total, number: number(total) })
          : t("columns.some", { shown: number(columns.length), number: number(total) })}
      </Text>
      <div
        ref={scroller}
        className="mapping-list"
        role="listbox"
        aria-multiselectable="true"
        aria-label={label}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        tabIndex={0}
        style={{ height: props.height + 2 }}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        <div className="rows-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const column = columns[index];
            if (!column) return null;
            return (
              <div
                key={column.id}
                id={`${id}-${index}`}
                className="mapping-column"
                role="option"
                aria-selected={selection.chosen.has(column.id)}
                aria-setsize={columns.length}
                aria-posinset={index + 1}
                data-column={column.id}
                data-active={index === at || undefined}
                data-mapped={mapped.has(column.id) || undefined}
                style={{ height: ROW, transform: `translateY(${start}px)` }}
                title={`${column.name} · ${column.dataType}`}
              >
                <span className="mapping-name">
                  {column.primaryKey !== null && <span className="mono dimmed">PK</span>}
                  <Middle text={column.name} />
                </span>
                <span className="mono dimmed mapping-type">{column.logicalType}</span>
              </div>
            );
          })}
        </div>
      </div>
    </Box>
  );
}
