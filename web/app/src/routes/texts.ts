import type { Part } from "~/shared/i18n/parts";

const LINEAGE = ["panels", "mapping", "columns", "table", "tables", "changes"] as const;

/**
 * The parts of the texts that each page says, with whatever it opens that does not load its own (`withTexts`). A test
 * goes through what they import.
 */
export const TEXTS = {
  start: ["start", "changes", "search"],
  tables: ["tables"],
  table: ["table", ...LINEAGE, "server"],
  newTable: ["newTable", "table", "tables", "columns", "server"],
  sources: ["sources"],
  lineage: ["canvas", ...LINEAGE],
  review: ["review", ...LINEAGE],
  mapping: LINEAGE,
  changes: ["changes"],
  access: ["access"],
  search: ["search"],
  import: ["bulk", "changes", "tables", "server"],
} as const satisfies Record<string, readonly Part[]>;
