import type { LineageLevel } from "~/shared/graphql/generated/graphql";
import { fullName, type Graph } from "./graph";

const PREFIX = "lineage ";
const LONGEST = 180;

/** What a view is remembered by: what it is looked from, and at which level. */
export function viewKey(of: readonly string[], level: LineageLevel): string {
  const key = `${PREFIX}${level} ${[...of].sort().join(" ")}`;
  return key.length <= LONGEST ? key : `${PREFIX}${level} ${of.length} ${hash(key)}`;
}

/** Whether a setting of this name is what is remembered of a view. */
export function isView(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** FNV-1a, twice with different beginnings: names of settings are short. */
function hash(text: string): string {
  return [0x811c9dc5, 0x01000193]
    .map((start) => {
      let value = start;
      for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
      return (value >>> 0).toString(36);
    })
    .join("");
}

/** What the start of a view is called; undefined until it is known. */
export function startName({ tables, home }: Graph, of: readonly string[]): string | undefined {
  const names = of.flatMap((id) => {
    const table = tables.get(home.get(id) ?? "");
    if (!table) return [];
    const column = table.columns.find((one) => one.id === id);
    return column ? `${fullName(table)} · ${column.name}` : fullName(table);
  });
  return names.length > 0 ? names.join(", ") : undefined;
}
