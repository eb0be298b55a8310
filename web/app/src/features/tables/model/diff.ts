import type { FetchAgainSubscription } from "~/shared/graphql/generated/graphql";
import { printPath } from "~/shared/model/path";

export type Refetched = NonNullable<FetchAgainSubscription["fetchColumns"]["result"]>;
export type Entry = NonNullable<Refetched["diff"]>["entries"][number];

/** What an entry is about: a column, a fact of one, or a fact of the table. */
export function subject({ path, field }: Pick<Entry, "path" | "field">): string {
  return [path ? printPath(path) : null, field].filter(Boolean).join(" · ");
}

/** A value as one short text; undefined for none. */
export function brief(value: unknown, kind: Entry["kind"]): string | undefined {
  if (value === null || value === undefined) return undefined;
  // The old name of a column that was renamed.
  if (kind === "RENAMED" && Array.isArray(value)) return printPath(value.map(String));
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}
