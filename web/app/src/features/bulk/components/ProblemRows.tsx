import { Badge, Box, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { fileProblemIn } from "~/shared/i18n/server";
import type { ImportProblem } from "../api/imports";
import { type Fixes, fixOf, withFix } from "../model/fixes";
import { isMendable } from "../model/problems";
import { FixCell } from "./FixCell";

const ROW_HEIGHT = 62;
const COLORS = { ERROR: "red", WARNING: "yellow", INFO: "gray" } as const;

interface Props {
  problems: readonly ImportProblem[];
  mayMend: boolean;
  fixes: Fixes;
  onFixes: (fixes: Fixes) => void;
}

/** The problems on the screen, each with its cell to type another value into. */
export function ProblemRows({ problems, mayMend, fixes, onFixes }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });

  /** The nearest cell that can be mended, above or below; it may have to be drawn first. */
  function go(from: number, step: 1 | -1) {
    for (let index = from + step; index >= 0 && index < problems.length; index += step) {
      const problem = problems[index];
      if (!problem || !isMendable(problem)) continue;
      virtual.scrollToIndex(index);
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLInputElement>(`input[data-index="${index}"]`)?.focus(),
      );
      return;
    }
  }
  function onKey(event: KeyboardEvent, index: number) {
    if (event.key === "ArrowDown") go(index, 1);
    else if (event.key === "ArrowUp") go(index, -1);
    else return;
    event.preventDefault();
  }

  return (
    <Box
      ref={scroller}
      className="rows bulk-rows"
      role="table"
      aria-label={t("bulk.tab.problems")}
      aria-rowcount={problems.length + 1}
      tabIndex={0}
    >
      <Box className="rows-row rows-head problem-grid" role="row">
        <span role="columnheader">{t("bulk.severity")}</span>
        <span role="columnheader">{t("bulk.problems.place")}</span>
        <span role="columnheader">{t("bulk.problems.what")}</span>
        <span role="columnheader">{t("bulk.problems.value")}</span>
      </Box>
      <Box className="rows-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const problem = problems[index];
          if (!problem) return null;
          return (
            <Box
              key={index}
              className="rows-row rows-data problem-grid"
              role="row"
              aria-rowindex={index + 2}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
            >
              <span role="cell">
                <Badge size="sm" variant="light" tt="none" className="status" color={COLORS[problem.severity]}>
                  {t(`bulk.severities.${problem.severity}`)}
                </Badge>
              </span>
              <Place problem={problem} />
              <What problem={problem} />
              <FixCell
                problem={problem}
                index={index}
                mayMend={mayMend && isMendable(problem)}
                fix={fixOf(fixes, problem)}
                onFix={(value) => onFixes(withFix(fixes, problem, value))}
                onNext={() => go(index, 1)}
                onKey={(event) => onKey(event, index)}
              />
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}

function Place({ problem }: { problem: ImportProblem }) {
  const { t, i18n } = useTranslation();
  const { sheet, row, column } = problem;
  const where = row != null ? t("bulk.problems.row", { row: row.toLocaleString(i18n.language) }) : undefined;
  const text = [sheet, where].filter(Boolean).join(" · ");
  return (
    <span role="cell" title={[text, column].filter(Boolean).join(" · ")}>
      {text || (!column && t("bulk.problems.wholeFile"))}
      {column && (
        <>
          <br />
          <span className="mono">{column}</span>
        </>
      )}
    </span>
  );
}

function What({ problem }: { problem: ImportProblem }) {
  const known = fileProblemIn(problem.code);
  return (
    <span role="cell" title={problem.message}>
      <Text size="sm" lineClamp={known ? 1 : 2} className="wrapping" lang={known ? "en" : undefined}>
        {known && (
          <Text span fw={600} lang="zh">
            {known}{" "}
          </Text>
        )}
        {problem.message}
      </Text>
      <Text size="xs" c="dimmed" className="mono">
        {problem.code}
      </Text>
    </span>
  );
}
