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
