import { Button, Group, Text } from "@mantine/core";
import { memo, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDebouncedText } from "~/shared/hooks/useDebouncedText";
import type { MappedColumn, MappedTable } from "../api/documents";
import { type Ends, pairUp } from "../model/pairs";
import type { Filters } from "../model/search";
import { chosenOf, NOTHING } from "../model/selection";
import { ColumnList, ROW } from "./ColumnList";
import { type Line, Lines } from "./Lines";

interface Props {
  fromTable: MappedTable;
  toTable: MappedTable;
  lines: readonly Line[];
  mayEdit: boolean;
  onPair: (pairs: readonly Ends[]) => void;
  filters: Filters;
  onFilter: (change: Partial<Filters>) => void;
}

/** More rows than these are scrolled to. */
const ROWS = 12;

/** Both lists with the pairs drawn between them; choosing on both sides makes pairs. */
export const Sides = memo(function Sides({ fromTable, toTable, lines, mayEdit, onPair, ...rest }: Props) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(NOTHING);
  const [right, setRight] = useState(NOTHING);
  const { filters, onFilter } = rest;
  const [fromText, setFromText] = useDebouncedText(filters.filterFrom ?? "", (text) =>
    onFilter({ filterFrom: text || undefined }),
  );
  const [toText, setToText] = useDebouncedText(filters.filterTo ?? "", (text) =>
    onFilter({ filterTo: text || undefined }),
  );
  const fromList = useRef<HTMLDivElement>(null);
  const toList = useRef<HTMLDivElement>(null);
  const from = useMemo(() => matching(fromTable.columns, fromText), [fromTable, fromText]);
  const to = useMemo(() => matching(toTable.columns, toText), [toTable, toText]);
  const fromIds = useMemo(() => from.map(({ id }) => id), [from]);
  const toIds = useMemo(() => to.map(({ id }) => id), [to]);
  const fromChosen = fromIds.filter((id) => left.chosen.has(id));
  const toChosen = toIds.filter((id) => right.chosen.has(id));
  const mapped = useMemo(
    () => new Set(lines.filter(({ look }) => look !== "open").flatMap((line) => [line.from, line.to])),
    [lines],
  );
  const lit = new Set([...left.chosen, ...right.chosen, left.active ?? "", right.active ?? ""]);

  /** Pairs what is chosen; false when nobody can tell what belongs together. */
  function pair(one: readonly string[], other: readonly string[]): boolean {
    const pairs = mayEdit ? pairUp(one, other) : undefined;
    if (!pairs) return false;
    onPair(pairs);
    setLeft((before) => ({ ...before, chosen: new Set() }));
    setRight((before) => ({ ...before, chosen: new Set() }));
    return true;
  }

  const pairs = pairUp(fromChosen, toChosen);
  const most = Math.max(fromTable.columns.length, toTable.columns.length);
  const height = Math.min(most, ROWS) * ROW;
  return (
    <>
      <div className="mapping-sides">
        <ColumnList
          label={fromTable.qualifiedName}
          columns={from}
          total={fromTable.columns.length}
          filter={fromText}
          onFilter={setFromText}
          selection={left}
          onSelection={setLeft}
          onClick={(id) => fromChosen.length === 0 && toChosen.length > 0 && pair([id], toChosen)}
          onEnter={() => {
            setLeft((before) => ({ ...before, chosen: new Set(chosenOf(before, fromIds)) }));
            toList.current?.focus();
          }}
          onOther={() => toList.current?.focus()}
          otherKey="ArrowRight"
          mapped={mapped}
          height={height}
          scroller={fromList}
        />
        <Lines
          lines={lines}
          from={{ ids: fromIds, scroller: fromList }}
          to={{ ids: toIds, scroller: toList }}
          height={height}
          row={ROW}
          lit={lit}
        />
        <ColumnList
          label={toTable.qualifiedName}
          columns={to}
          total={toTable.columns.length}
          filter={toText}
          onFilter={setToText}
          selection={right}
          onSelection={setRight}
          onClick={(id) => toChosen.length === 0 && fromChosen.length > 0 && pair(fromChosen, [id])}
          onEnter={() => {
            // One goes on with the next column of the other side.
            if (pair(chosenOf(left, fromIds), chosenOf(right, toIds))) fromList.current?.focus();
          }}
          onOther={() => fromList.current?.focus()}
          otherKey="ArrowLeft"
          mapped={mapped}
          height={height}
          scroller={toList}
        />
      </div>
      {mayEdit && (
        <Group gap="sm" mt="xs" mih={30}>
          <Button size="xs" variant="default" disabled={!pairs} onClick={() => pair(fromChosen, toChosen)}>
            {pairs && pairs.length > 1 ? t("mapping.pairMany", { count: pairs.length }) : t("mapping.pair")}
          </Button>
          <Text size="xs" c="dimmed" role="status">
            {fromChosen.length > 0 && toChosen.length > 0 && !pairs
              ? t("mapping.mismatch", { from: fromChosen.length, to: toChosen.length })
              : t("mapping.hint")}
          </Text>
        </Group>
      )}
    </>
  );
});

function matching(columns: readonly MappedColumn[], text: string): MappedColumn[] {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  return columns.filter(({ name, logicalType }) => {
    const said = `${name} ${logicalType}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
}
