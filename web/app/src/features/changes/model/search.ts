import type { ChangesetFilter, ChangesetOrigin, EntityKind } from "~/shared/graphql/generated/graphql";
import { oneOf } from "~/shared/model/search";

export const ORIGINS: readonly ChangesetOrigin[] = ["UI", "API", "FETCH", "IMPORT", "UNDO", "SYSTEM"];
export const ENTITIES: readonly EntityKind[] = ["TABLE", "COLUMN", "SOURCE", "EDGE", "ASSERTION"];

/** What the address of the page says. */
export interface ChangeSearch {
  origin?: ChangesetOrigin;
  kind?: EntityKind;
  deleted?: "yes";
}

export function parseChangeSearch(raw: Record<string, unknown>): ChangeSearch {
  return {
    origin: oneOf(ORIGINS, raw.origin),
    kind: oneOf(ENTITIES, raw.kind),
    deleted: oneOf(["yes"] as const, raw.deleted),
  };
}

export function filterOf({ origin, kind, deleted }: ChangeSearch): ChangesetFilter {
  return { ...(origin && { origin }), ...(kind && { kind }), ...(deleted && { deletedOnly: true }) };
}
