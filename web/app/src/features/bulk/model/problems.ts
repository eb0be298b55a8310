import type { Severity } from "~/shared/graphql/generated/graphql";

/** Something wrong with a file, told at its cell. */
export interface Problem {
  severity: Severity;
  sheet?: string | null;
  row?: number | null;
  column?: string | null;
  code: string;
  message: string;
  value?: string | null;
  suggestion?: string | null;
}

interface Wanted {
  severity?: Severity;
  sheet?: string;
  code?: string;
}

/** A cell by its place. */
export const cellKey = ({ sheet, row, column }: Pick<Problem, "sheet" | "row" | "column">) =>
  JSON.stringify([sheet ?? null, row ?? null, column ?? null]);

/** Their suggestion is a place in the file, not what could stand in the cell. */
const POINTING = new Set(["REPEATED", "DUPLICATE"]);
const OF_HEADERS = new Set(["UNKNOWN_HEADER", "DUPLICATE_COLUMN", "MISSING_COLUMN", "SECRET"]);

/** Whether it is told of a header that means nothing: it is its own value. In lineage the code has a cell of a row. */
export function isUnknownHeader({ code, column, value, row }: Problem): boolean {
  return code === "UNKNOWN_COLUMN" && row != null && column != null && column === value;
}

/** Whether a sheet is not read because of its headers. */
export const isOfWholeHeader = ({ code }: Problem) => code === "UNKNOWN_HEADER" || code === "MISSING_COLUMN";

/** Whether it is told of a cell, so that something else can be put there. */
export function isMendable(problem: Problem): boolean {
  const { row, column, code } = problem;
  // What a header means is chosen, not typed.
  return row != null && column != null && !OF_HEADERS.has(code) && !isUnknownHeader(problem);
}

/** What can be taken over into the cell as it is. */
export function suggestionFor(problem: Problem): string | undefined {
  if (!isMendable(problem) || POINTING.has(problem.code)) return undefined;
  return problem.suggestion ?? undefined;
}

/** What stands in the cell; a long text is told in part, and part of a text is nothing to start from. */
export function standing({ value }: Problem): string {
  return value && value.length > 200 && value.endsWith("…") ? "" : (value ?? "");
}

/** In the order of the file: sheets as they come, their rows from above, the worst of a row first. */
export function inOrder<P extends Problem>(problems: readonly P[]): P[] {
  const sheets = new Map<string, number>();
  for (const { sheet } of problems) if (!sheets.has(sheet ?? "")) sheets.set(sheet ?? "", sheets.size);
  const rank = { ERROR: 0, WARNING: 1, INFO: 2 };
  const place = ({ sheet, row }: Problem) => [sheets.get(sheet ?? "") ?? 0, row ?? 0] as const;
  return [...problems].sort((one, other) => {
    const [[sheet, row], [otherSheet, otherRow]] = [place(one), place(other)];
    return sheet - otherSheet || row - otherRow || rank[one.severity] - rank[other.severity];
  });
}

export function filtered<P extends Problem>(problems: readonly P[], { severity, sheet, code }: Wanted): P[] {
  return problems.filter(
    (problem) =>
      (!severity || problem.severity === severity) &&
      (!sheet || problem.sheet === sheet) &&
      (!code || problem.code === code),
  );
}

/** How many there are of each, the most first. */
export function counted(problems: readonly Problem[], by: "sheet" | "code"): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const problem of problems) {
    const value = problem[by];
    if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((one, other) => other.count - one.count);
}
