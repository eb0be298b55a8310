import type { SourceFilter, SourceKind } from "~/shared/graphql/generated/graphql";
import { every, oneOf, text } from "~/shared/model/search";

const KINDS = every<SourceKind>({ ELASTICSEARCH: true, MONGODB: true, ORACLE: true });

/** What the address of the page says. */
export interface SourceSearch {
  q?: string;
  kind?: SourceKind;
  active?: "yes" | "no";
  /** The source in the drawer, or `new`. */
  edit?: string;
  newKind?: SourceKind;
}

export function parseSourceSearch(raw: Record<string, unknown>): SourceSearch {
  return {
    q: text(raw.q),
    kind: oneOf(KINDS, raw.kind),
    active: oneOf(["yes", "no"] as const, raw.active),
    edit: text(raw.edit),
    newKind: oneOf(KINDS, raw.newKind),
  };
}

export function filterOf({ q, kind, active }: SourceSearch): SourceFilter {
  return { ...(q && { text: q }), ...(kind && { kinds: [kind] }), ...(active && { isActive: active === "yes" }) };
}
