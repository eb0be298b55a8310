import type { LineageStatus } from "~/shared/graphql/generated/graphql";
import { type LineageSearch, NO_LINEAGE_FILTER, USUAL_STATUSES } from "./search";

type Field = "status" | "origin" | "source" | "kind" | "confidence";

/** One condition that is in force. */
export interface Chip {
  key: string;
  field: Field;
  value: string;
  /** What the address says without it. */
  without: Partial<LineageSearch>;
}

/** Every condition that is in force, each of a list for itself. */
export function chipsOf(search: LineageSearch): Chip[] {
  const chips: Chip[] = [];
  const list = <T extends string>(field: Exclude<Field, "confidence">, values: readonly T[] | undefined) => {
    for (const value of values ?? []) {
      chips.push({ key: `${field} ${value}`, field, value, without: { [field]: toggled(values, value) } });
    }
  };
  list("status", search.status);
  list("origin", search.origin);
  list("source", search.source);
  list("kind", search.kind);
  const { confidence } = search;
  if (confidence !== undefined) {
    chips.push({
      key: "confidence",
      field: "confidence",
      value: String(confidence),
      without: { confidence: NO_LINEAGE_FILTER.confidence },
    });
  }
  return chips;
}

/** The statuses of the address with one more, or without it: undefined for those that are walked anyway. */
export function statusesWith(statuses: LineageSearch["status"], status: LineageStatus): LineageSearch["status"] {
  const next = toggled(statuses ?? USUAL_STATUSES, status);
  return next?.length === USUAL_STATUSES.length && USUAL_STATUSES.every((usual) => next.includes(usual))
    ? undefined
    : next;
}

/** A list with a value more, or without it; undefined when nothing is left. */
export function toggled<T extends string>(values: readonly T[] | undefined, value: T): T[] | undefined {
  const rest = (values ?? []).filter((other) => other !== value);
  const next = rest.length === (values?.length ?? 0) ? [...rest, value] : rest;
  return next.length > 0 ? next : undefined;
}
