import type { FetchAgainSubscription } from "~/shared/graphql/generated/graphql";

export type Refetched = NonNullable<FetchAgainSubscription["fetchColumns"]["result"]>;
export type Entry = NonNullable<Refetched["diff"]>["entries"][number];

/** An entry with what else is another for a column that was renamed. */
export type ShownEntry = Entry & { type?: { was: string; is: string; stands: boolean } };

/** A value as one short text; undefined for none. */
export function brief(value: unknown): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}
