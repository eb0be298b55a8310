import type { TFunction } from "i18next";
import type { EntityKind } from "~/shared/graphql/generated/graphql";

const ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/iu;
const ARROW = " -> ";

/** What a changed thing is called, in the reader's words; empty of what nobody can name. */
export function calledOf(t: TFunction, kind: EntityKind, name: string): string {
  if (kind === "EDGE") return ID.test(name) ? "" : name.replace(ARROW, " → ");
  const claim = kind === "ASSERTION" ? /^(?<origin>[A-Z]+) by (?<who>.+)$/su.exec(name)?.groups : undefined;
  if (!claim) return name;
  const { origin = "", who } = claim;
  return t("changes.claimOf", { who, origin: t(`changes.value.origin.${origin as "SQL"}`, { defaultValue: origin }) });
}

interface Named {
  entityId: string;
  kind: EntityKind;
  name: string;
  fields: readonly { field: string; old: unknown; new: unknown }[];
}

/** What is called how within a changeset, by ids: its columns and edges, and the ends of those. */
export function namesIn(t: TFunction, changes: readonly Named[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { entityId, kind, name, fields } of changes) {
    if (kind === "COLUMN") names.set(entityId, name);
    const called = kind === "EDGE" && calledOf(t, kind, name);
    if (!called) continue;
    names.set(entityId, called);
    const ends = name.split(ARROW);
    for (const [at, field] of ["from", "to"].entries()) {
      const change = fields.find((one) => one.field === field);
      for (const id of [change?.old, change?.new]) if (typeof id === "string") names.set(id, ends[at] ?? id);
    }
  }
  return names;
}
