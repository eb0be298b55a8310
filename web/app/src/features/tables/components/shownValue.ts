import type { TFunction } from "i18next";

/** A value of a column in a sentence. */
export function shownValue(value: unknown, t: TFunction): string {
  if (typeof value === "boolean") return value ? t("columns.yes") : t("columns.no");
  if (value === null || value === undefined || value === "") return t("columns.conflict.empty");
  return typeof value === "string" ? `“${value}”` : String(value);
}
