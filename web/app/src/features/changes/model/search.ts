import type { ChangesetFilter, ChangesetOrigin, EntityKind } from "~/shared/graphql/generated/graphql";
import { day, startOfDay } from "~/shared/model/day";
import { every, oneOf, text, texts } from "~/shared/model/search";

export const ORIGINS = every<ChangesetOrigin>({
  UI: true,
  API: true,
  FETCH: true,
  IMPORT: true,
  UNDO: true,
  SYSTEM: true,
});
export const ENTITIES = every<EntityKind>({ TABLE: true, COLUMN: true, SOURCE: true, EDGE: true, ASSERTION: true });

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
  /** The id of the one changeset that is shown, whatever the filter says. */
  only?: string;
  /** The ids of those whose details are shown. */
  open?: string[];
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
    only: text(raw.only),
    open: texts(raw.open),
  };
}

export function filterOf({ origin, kind, deleted, who, entity, from, to }: ChangeSearch): ChangesetFilter {
  return {
    ...(origin && { origin }),
    ...(kind && { kind }),
    ...(deleted && { deletedOnly: true }),
    ...(who && { actor: who }),
    ...(entity && { entityId: entity }),
    ...(from && { from: startOfDay(from)?.toISOString() }),
    ...(to && { to: startOfDay(to, 1)?.toISOString() }),
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
