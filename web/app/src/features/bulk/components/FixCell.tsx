import { Button } from "@mantine/core";
import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { type Problem, standing, suggestionFor } from "../model/problems";

interface Props {
  problem: Problem;
  index: number;
  mayMend: boolean;
  /** What is to stand there; undefined where that is what stands there. */
  fix: string | undefined;
  onFix: (value: string | undefined) => void;
  onNext: () => void;
  onKey: (event: KeyboardEvent) => void;
}

/** What stands in the cell of a problem, and in place of it what should. Enter takes the suggestion, or goes on. */
export function FixCell({ problem, index, mayMend, fix, onFix, onNext, onKey }: Props) {
  const { t } = useTranslation();
  const suggestion = suggestionFor(problem);
  const place = [problem.sheet, problem.row, problem.column].filter((part) => part != null).join(" ");
  if (!mayMend) {
    return (
      <span role="cell" className="mono" title={problem.value ?? undefined}>
        {fix ?? problem.value}
        {problem.suggestion && <span className="dimmed"> → {problem.suggestion}</span>}
      </span>
    );
  }
  function key(event: KeyboardEvent) {
    if (event.key === "Enter") {
      event.preventDefault();
      if (fix === undefined && suggestion !== undefined) onFix(suggestion);
      onNext();
    } else if (event.key === "Escape" && fix !== undefined) {
      event.preventDefault();
      onFix(undefined);
    } else {
      onKey(event);
    }
  }
  return (
    <span role="cell" className="fix-cell">
      <input
        className="cell mono"
        data-index={index}
        data-mended={fix !== undefined || undefined}
        aria-label={t("bulk.problems.cell", { place })}
        spellCheck={false}
        value={fix ?? standing(problem)}
        onChange={(event) => onFix(event.currentTarget.value)}
        onKeyDown={key}
      />
      {fix !== undefined ? (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t("bulk.problems.resetOne", { place })}
          onClick={() => onFix(undefined)}
        >
          {t("bulk.problems.reset")}
        </Button>
      ) : (
        suggestion !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            title={suggestion}
            aria-label={t("bulk.problems.takeOne", { suggestion, place })}
            onClick={() => onFix(suggestion)}
          >
            → {suggestion}
          </Button>
        )
      )}
    </span>
  );
}
