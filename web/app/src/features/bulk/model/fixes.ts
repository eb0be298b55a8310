import type { CellFix } from "~/shared/graphql/generated/graphql";
import { cellKey, type Problem, standing, suggestionFor } from "./problems";

/** What is to stand in cells, by their places, until the file is planned anew with it. */
export type Fixes = ReadonlyMap<string, CellFix>;

export const NO_FIXES: Fixes = new Map();

/** With something else in the cell of a problem; with what stands there already, without a fix. */
export function withFix(fixes: Fixes, problem: Problem, value: string | undefined): Fixes {
  const { sheet, row, column } = problem;
  if (row == null || column == null) return fixes;
  const next = new Map(fixes);
  const key = cellKey(problem);
  if (value === undefined || (value === standing(problem) && value !== "")) next.delete(key);
  else next.set(key, { sheet: sheet ?? null, row, column, value: value === "" ? null : value });
  return next;
}

/** With every suggestion in its cell, where nothing else was put already. */
export function withSuggestions(fixes: Fixes, problems: readonly Problem[]): Fixes {
  let next = fixes;
  for (const problem of problems) {
    const suggestion = suggestionFor(problem);
    if (suggestion !== undefined && !next.has(cellKey(problem))) next = withFix(next, problem, suggestion);
  }
  return next;
}

/** What is to stand in the cell of a problem; undefined where that is what stands there. */
export function fixOf(fixes: Fixes, problem: Problem): string | undefined {
  const fix = fixes.get(cellKey(problem));
  return fix && (fix.value ?? "");
}

/** How many more suggestions can be taken. */
export function openSuggestions(fixes: Fixes, problems: readonly Problem[]): number {
  const cells = problems.filter((one) => suggestionFor(one) !== undefined && !fixes.has(cellKey(one))).map(cellKey);
  return new Set(cells).size;
}
