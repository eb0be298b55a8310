import type { Severity } from "~/shared/graphql/generated/graphql";
import { oneOf, text } from "~/shared/model/search";

export const SEVERITIES: readonly Severity[] = ["ERROR", "WARNING", "INFO"];
export const TABS = ["problems", "changes"] as const;

/** What the address of the page says. */
export interface ImportSearch {
  /** The import that is looked at; without one a file is chosen. */
  job?: string;
  /** Problems where there are any, else changes, when absent. */
  tab?: (typeof TABS)[number];
  severity?: Severity;
  /** The sheet of which problems are listed; empty in a file that has one sheet alone. */
  sheet?: string;
  code?: string;
  /** Whether the dialog of an export is open. */
  export?: "yes";
}

export function parseImportSearch(raw: Record<string, unknown>): ImportSearch {
  return {
    job: text(raw.job),
    tab: oneOf(TABS, raw.tab),
    severity: oneOf(SEVERITIES, raw.severity),
    sheet: text(raw.sheet),
    code: text(raw.code),
    export: oneOf(["yes"] as const, raw.export),
  };
}
