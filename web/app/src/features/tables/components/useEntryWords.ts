import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { printPath } from "~/shared/model/path";
import { brief, type Entry } from "../model/diff";
import { differingMembers, keysBeside, type ToldKey } from "../model/review";

/** Facts that differ, in words: what each is about, and what was and is there. */
export function useEntryWords() {
  const { t, i18n } = useTranslation();
  const value = (field: string | null, told: unknown) => valueText(field, told, t, i18n.language);
  return {
    subject: ({ path, field }: Pick<Entry, "path" | "field">) =>
      [path ? printPath(path) : null, field && fieldText(field, t)].filter(Boolean).join(" · "),
    /** What is different, in lines. */
    lines: ({ kind, field, stored, observed }: Entry): string[] => {
      if (kind === "REMOVED") return [];
      if (field === "keys") {
        return [
          ...keysBeside(observed, stored).map((key) => t("table.keyNew", { key: keyText(key, t) })),
          ...keysBeside(stored, observed).map((key) => t("table.keyGone", { key: keyText(key, t) })),
        ];
      }
      if (field === "properties") {
        return differingMembers(stored, observed).map(
          ({ name, old, now }) => `${name}: ${[brief(old) ?? "–", brief(now) ?? "–"].join(" → ")}`,
        );
      }
      const [was, is] = [value(field, stored), value(field, observed)];
      if (!was) return is ? [is] : [];
      return kind === "ADDED" ? [] : [`${was} → ${is ?? "–"}`];
    },
    /** What a person wrote instead. */
    overridden: ({ field, overridden }: Entry): string | undefined => value(field, overridden),
  };
}

function fieldText(field: string, t: TFunction): string {
  return t(`changes.field.${field as "kind"}`, { defaultValue: field });
}

function valueText(field: string | null, value: unknown, t: TFunction, language: string): string | undefined {
  if (field === "kind" && typeof value === "string") {
    return t(`tableKind.${value as "TABLE"}`, { defaultValue: value });
  }
  if (typeof value === "boolean") return value ? t("columns.yes") : t("columns.no");
  if (typeof value === "number") return value.toLocaleString(language);
  if (field === "keys" && Array.isArray(value)) return value.map((key: ToldKey) => keyText(key, t)).join("; ");
  return brief(value);
}

/** `Primary key JOB_ID_PK: JOB_ID`, and of a foreign one what it points to. */
function keyText({ kind, name, columns, references }: ToldKey, t: TFunction): string {
  const what = t(`key.${kind as "PRIMARY"}`, { defaultValue: kind });
  const to = references && [references.schema, references.name].filter(Boolean).join(".");
  const of = references?.columns?.length ? ` (${references.columns.join(", ")})` : "";
  return `${[what, name].filter(Boolean).join(" ")}: ${columns.join(", ")}${to ? ` → ${to}${of}` : ""}`;
}
