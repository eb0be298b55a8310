import { isUnknownHeader, type Problem } from "./problems";

/** What a column of a file can mean, by what its rows describe. */
export const FIELDS = {
  tables: [
    "name",
    "schema",
    "source",
    "kind",
    "description",
    "tags",
    "owner",
    "externalSchema",
    "externalName",
    "keys",
    "properties",
    "id",
  ],
  columns: [
    "path",
    "table",
    "schema",
    "source",
    "tableRef",
    "dataType",
    "logicalType",
    "nullable",
    "primaryKey",
    "unique",
    "default",
    "description",
    "tags",
    "ordinal",
    "properties",
    "id",
    "tableId",
  ],
  lineage: [
    "from",
    "to",
    "fromTable",
    "fromColumn",
    "fromSchema",
    "fromSource",
    "toTable",
    "toColumn",
    "toSchema",
    "toSource",
    "transformation",
    "process",
    "confidence",
    "status",
    "note",
    "fromId",
    "toId",
  ],
  sources: ["name", "kind", "description", "isActive", "settings"],
} as const;

/** A header that means nothing yet. */
export interface UnknownHeader {
  sheet: string | null;
  row: number;
  header: string;
  suggestion: string | undefined;
}

/** The headers that the plan does not know. */
export function unknownHeaders(problems: readonly Problem[]): UnknownHeader[] {
  return problems
    .filter(isUnknownHeader)
    .flatMap(({ sheet, row, column, suggestion }) =>
      row != null && column ? [{ sheet: sheet ?? null, row, header: column, suggestion: suggestion ?? undefined }] : [],
    );
}

/** The choices of a header: every field once, those of one kind together. */
export function fieldChoices(label: (kind: keyof typeof FIELDS) => string) {
  const seen = new Set<string>();
  return (Object.keys(FIELDS) as (keyof typeof FIELDS)[]).map((kind) => ({
    group: label(kind),
    items: FIELDS[kind]
      .filter((field) => !seen.has(field) && seen.add(field))
      .map((value) => ({ value, label: value })),
  }));
}
