import type { TFunction } from "i18next";
import type { EntityKind } from "~/shared/graphql/generated/graphql";

interface Lineage {
  id: string;
  /** What its ends were called then; not always known any more. */
  from: string | null;
  to: string | null;
}

interface Changed {
  entityId: string;
  kind: EntityKind;
  name: string;
  /** Of lineage and claims. */
  edge: Lineage | null;
}

/** What a changed thing is called, in the reader's words; empty of what nobody can name. */
export function calledOf(t: TFunction, { kind, name, edge }: Omit<Changed, "entityId">): string {
  if (kind === "EDGE") return edge ? edgeName(edge) : "";
  const claim = kind === "ASSERTION" ? /^(?<origin>[A-Z]+) by (?<who>.+)$/su.exec(name)?.groups : undefined;
  if (!claim) return name;
  const { origin = "", who } = claim;
  return t("changes.claimOf", { who, origin: t(`changes.value.origin.${origin as "SQL"}`, { defaultValue: origin }) });
}

function edgeName({ from, to }: Lineage): string {
  return from || to ? `${from ?? "…"} → ${to ?? "…"}` : "";
}

interface Told extends Changed {
  fields: readonly { field: string; old: unknown; new: unknown }[];
}

/** What is called how within a changeset, by ids: its columns and edges, and the ends of those. */
export function namesIn(changes: readonly Told[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { entityId, kind, name, edge, fields } of changes) {
    if (kind === "COLUMN") names.set(entityId, name);
    if (!edge) continue;
    const called = edgeName(edge);
    if (called) names.set(edge.id, called);
    for (const { field, old, new: now } of fields) {
      const end = field === "from" || field === "to" ? edge[field] : null;
      for (const id of [old, now]) if (end && typeof id === "string") names.set(id, end);
    }
  }
  return names;
}
