import type { SourceKindsQuery } from "~/shared/graphql/generated/graphql";

export type KindInfo = SourceKindsQuery["sourceKinds"][number];
export type SettingInfo = KindInfo["settings"][number];

/** What a form holds of a setting: a text as it was typed, or a flag; absent while nobody set it. */
export type Values = Record<string, string | boolean>;

/** The stored settings as a form holds them. */
export function valuesOf(settings: unknown): Values {
  const values: Values = {};
  if (typeof settings !== "object" || settings === null) return values;
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === "boolean") values[name] = value;
    else if (Array.isArray(value)) values[name] = value.join("\n");
    else if (value !== null && value !== undefined) values[name] = String(value);
  }
  return values;
}

/** What the server takes: texts that are empty are absent, so that its defaults hold. */
export function settingsOf(infos: readonly SettingInfo[], values: Values): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const { name, type, secret } of infos) {
    const value = values[name];
    if (secret || value === undefined || value === "") continue;
    settings[name] = type === "TEXT_LIST" ? lines(String(value)) : type === "INTEGER" ? numeric(value) : value;
  }
  return settings;
}

/** The secrets that were typed; undefined when none was, so that what is stored stays. */
export function secretOf(infos: readonly SettingInfo[], values: Values): Record<string, string> | undefined {
  const typed = infos.filter(({ name, secret }) => secret && values[name]);
  return typed.length > 0 ? Object.fromEntries(typed.map(({ name }) => [name, String(values[name])])) : undefined;
}

/** The settings that nearly everybody fills in, and the others: up to the first secrets, then the rest. */
export function sections(infos: readonly SettingInfo[]): { main: SettingInfo[]; more: SettingInfo[] } {
  const first = infos.findIndex(({ secret }) => secret);
  if (first < 0) return { main: [...infos], more: [] };
  const after = infos.findIndex(({ secret }, at) => at > first && !secret);
  const end = after < 0 ? infos.length : after;
  // A required setting is never hidden.
  const rest = infos.slice(end);
  return { main: [...infos.slice(0, end), ...rest.filter((i) => i.required)], more: rest.filter((i) => !i.required) };
}

function lines(text: string): string[] {
  return text.split(/[\s,]+/u).filter((line) => line !== "");
}

/** What is no number goes to the server as it is: it says what is wrong with it. */
function numeric(value: string | boolean): unknown {
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}
