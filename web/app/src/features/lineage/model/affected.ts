import type { Affected } from "../api/impact";

/** How often a value is among what was loaded; none is null. */
export interface Tally {
  value: string | null;
  count: number;
}

/** Values with how often each is, the most frequent first. */
export function tally(values: readonly (string | null)[]): Tally[] {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value ?? "").localeCompare(b.value ?? ""));
}

/** What something is called: a column with its table. */
export function nameOf({
  table,
  column,
}: {
  table: { qualifiedName: string };
  column?: { name: string } | null;
}): string {
  return column ? `${table.qualifiedName} · ${column.name}` : table.qualifiedName;
}

const HEADINGS = ["distance", "level", "table", "column", "kind", "source", "owner", "tags", "id"] as const;

/** How the file tells headings and codes. */
export interface FileWords {
  heading: (name: (typeof HEADINGS)[number]) => string;
  level: (level: Affected["level"]) => string;
  kind: (kind: Affected["table"]["kind"]) => string;
}

/** The rows of the file, headings first. */
export function rowsOf(affected: readonly Affected[], words: FileWords): string[][] {
  const rows = affected.map(({ id, level, depth, table, column }) => [
    String(depth),
    words.level(level),
    table.qualifiedName,
    column?.name ?? "",
    words.kind(table.kind),
    table.source?.name ?? "",
    table.owner ?? "",
    table.tags.join(", "),
    id,
  ]);
  return [HEADINGS.map(words.heading), ...rows];
}
