import type { ChangesetFilter, ChangesetOrigin, EntityKind } from "~/shared/graphql/generated/graphql";
import { oneOf, text } from "~/shared/model/search";

export const ORIGINS: readonly ChangesetOrigin[] = ["UI", "API", "FETCH", "IMPORT", "UNDO", "SYSTEM"];
export const ENTITIES: readonly EntityKind[] = ["TABLE", "COLUMN", "SOURCE", "EDGE", "ASSERTION"];

/** What the address of the page says. */
export interface ChangeSearch {
  origin?: ChangesetOrigin;
  kind?: EntityKind;
  deleted?: "yes";
  /** The id of an actor. */
  who?: string;
  /** The id of a data source, a table or a column. */
  entity?: string;
  /** Days in the reader's own time, both included. */
  from?: string;
  to?: string;
}

export function parseChangeSearch(raw: Record<string, unknown>): ChangeSearch {
  return {
    origin: oneOf(ORIGINS, raw.origin),
    kind: oneOf(ENTITIES, raw.kind),
    deleted: oneOf(["yes"] as const, raw.deleted),
    who: text(raw.who),
    entity: text(raw.entity),
    from: day(raw.from),
    to: day(raw.to),
  };
}

function day(value: unknown): string | undefined {
  const given = text(value);
  return given && /^\d{4}-\d{2}-\d{2}$/u.test(given) && midnight(given) ? given : undefined;
}

/** When a day begins, some days later. */
function midnight(day: string, later = 0): Date | undefined {
  const [year = 0, month = 0, date = 0] = day.split("-").map(Number);
  const begin = new Date(year, month - 1, date + later);
  return Number.isNaN(begin.getTime()) ? undefined : begin;
}

export function filterOf({ origin, kind, deleted, who, entity, from, to }: ChangeSearch): ChangesetFilter {
  return {
    ...(origin && { origin }),
    ...(kind && { kind }),
    ...(deleted && { deletedOnly: true }),
    ...(who && { actor: who }),
    ...(entity && { entityId: entity }),
    ...(from && { from: midnight(from)?.toISOString() }),
    ...(to && { to: midnight(to, 1)?.toISOString() }),
  };
}

export const NO_FILTER: ChangeSearch = {
  origin: undefined,
  kind: undefined,
  deleted: undefined,
  who: undefined,
  entity: undefined,
  from: undefined,
  to: undefined,
};
