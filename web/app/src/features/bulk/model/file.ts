/** The formats, as the addresses of exports and templates end. */
export const FORMATS = ["xlsx", "csv.zip", "json", "yaml"] as const;
export type FileEnding = (typeof FORMATS)[number];

const READ = ["csv", "tsv", "txt", "zip", "xlsx", "xlsm", "json", "yaml", "yml"];

/** What the browser's dialog offers. */
export const ACCEPT = READ.map((ending) => `.${ending}`).join(",");

/** Why a file is not sent at all; the server looks at the rest. */
export function refusalOf(file: { name: string; size: number }): "empty" | "xls" | "ending" | undefined {
  const ending = file.name.includes(".") ? file.name.slice(file.name.lastIndexOf(".") + 1).toLowerCase() : "";
  if (ending === "xls") return "xls";
  if (!READ.includes(ending)) return "ending";
  return file.size === 0 ? "empty" : undefined;
}

const UNITS = ["B", "kB", "MB", "GB"];

/** 12345 as "12.3 kB". */
export function sizeText(bytes: number, language: string): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toLocaleString(language, { maximumFractionDigits: unit === 0 ? 0 : 1 })} ${UNITS[unit]}`;
}
