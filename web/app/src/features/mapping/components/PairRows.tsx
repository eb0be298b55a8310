import { Badge, Box, Button, Group, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Middle } from "~/shared/ui/Middle";
import type { MappedColumn } from "../api/documents";
import { fitOf } from "../model/fit";
import { keyOf, type Pair } from "../model/pairs";

const ROW_HEIGHT = 62;
const COLORS = { fits: "teal", unknown: "gray", lossy: "yellow", incompatible: "red" } as const;

interface Props {
  pairs: readonly Pair[];
  columns: ReadonlyMap<string, MappedColumn>;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
  onState: (action: "accept" | "dismiss" | "reopen", key: string) => void;
  onWords: (key: string, transformation: string) => void;
}

/** The pairs that are proposed or to be saved: why, how well their types fit, how the data is changed on its way. */
export function PairRows({ pairs, columns, chosen, onChoose, onState, onWords }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: pairs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const all = pairs.length > 0 && pairs.every((pair) => chosen.has(keyOf(pair)));
  return (
    <Box
      ref={scroller}
      className="rows mapping-pairs"
      role="table"
      aria-rowcount={pairs.length + 1}
      aria-label={t("mapping.pairs")}
      tabIndex={0}
    >
      <Box className="rows-row rows-head pair-grid" role="row">
        <span role="columnheader">
          <input
            type="checkbox"
            aria-label={t("mapping.chooseAll")}
            checked={all}
            onChange={() => onChoose(all ? new Set() : new Set(pairs.map(keyOf)))}
          />
        </span>
        <span role="columnheader">{t("mapping.pairs")}</span>
        <span role="columnheader">{t("mapping.why.title")}</span>
        <span role="columnheader">{t("mapping.types")}</span>
        <span role="columnheader">{t("mapping.transformation")}</span>
        <span role="columnheader">{t("mapping.decision")}</span>
      </Box>
      <Box className="rows-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const pair = pairs[index];
          if (!pair) return null;
          const key = keyOf(pair);
          return (
            <Row
              key={key}
              pair={pair}
              from={columns.get(pair.from)}
              to={columns.get(pair.to)}
              index={index}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              chosen={chosen.has(key)}
              onChoose={() => {
                const next = new Set(chosen);
                if (!next.delete(key)) next.add(key);
                onChoose(next);
              }}
              onState={(action) => onState(action, key)}
              onWords={(words) => onWords(key, words)}
            />
          );
        })}
      </Box>
    </Box>
  );
}

interface RowProps {
  pair: Pair;
  from: MappedColumn | undefined;
  to: MappedColumn | undefined;
  index: number;
  style: React.CSSProperties;
  chosen: boolean;
  onChoose: () => void;
  onState: (action: "accept" | "dismiss" | "reopen") => void;
  onWords: (transformation: string) => void;
}

function Row({ pair, from, to, index, style, chosen, onChoose, onState, onWords }: RowProps) {
  const { t, i18n } = useTranslation();
  const { state, reason, confidence, transformation } = pair;
  const name = `${from?.name ?? "?"} → ${to?.name ?? "?"}`;
  const fit = fitOf(from?.logicalType ?? "", to?.logicalType ?? "");
  const why = t(`mapping.fit.${fit.why}`, { from: fit.from, to: fit.to });
  return (
    <Box className="rows-row rows-data pair-grid" role="row" aria-rowindex={index + 2} data-state={state} style={style}>
      <span role="cell">
        <input type="checkbox" aria-label={t("mapping.choose", { name })} checked={chosen} onChange={onChoose} />
      </span>
      <span role="cell" title={name}>
        <span className="pair-names">
          <Middle text={from?.name ?? "?"} /> → <Middle text={to?.name ?? "?"} />
        </span>
        <span className="mono dimmed">
          {fit.from} → {fit.to}
        </span>
      </span>
      <span role="cell">
        {t(reason ? `mapping.reason.${reason}` : "mapping.reason.HAND")}
        {confidence !== undefined && (
          <>
            <br />
            <Text span size="xs" c="dimmed">
              {t("mapping.sure", {
                share: confidence.toLocaleString(i18n.language, { style: "percent", maximumFractionDigits: 0 }),
              })}
            </Text>
          </>
        )}
      </span>
      <span role="cell" title={why} className="pair-fit">
        <Badge size="sm" variant="light" tt="none" className="status" color={COLORS[fit.grade]}>
          {t(`mapping.grade.${fit.grade}`)}
        </Badge>
        <Text size="xs" lineClamp={2} className="wrapping">
          {why}
        </Text>
      </span>
      <span role="cell">
        <input
          className="cell mono"
          aria-label={t("mapping.transformationOf", { name })}
          placeholder={t("mapping.transformationHint")}
          spellCheck={false}
          disabled={state === "dismissed"}
          value={transformation}
          onChange={(event) => onWords(event.currentTarget.value)}
        />
      </span>
      <span role="cell">
        <Group gap={4} wrap="nowrap">
          {state === "open" && (
            <Button size="compact-xs" aria-label={t("mapping.acceptOne", { name })} onClick={() => onState("accept")}>
              {t("mapping.accept")}
            </Button>
          )}
          {state !== "dismissed" && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t("mapping.dismissOne", { name })}
              onClick={() => onState(state === "accepted" && reason ? "reopen" : "dismiss")}
            >
              {state === "accepted" ? t("mapping.remove") : t("mapping.dismiss")}
            </Button>
          )}
          {state === "dismissed" && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t("mapping.reopenOne", { name })}
              onClick={() => onState("reopen")}
            >
              {t("mapping.reopen")}
            </Button>
          )}
        </Group>
      </span>
    </Box>
  );
}
