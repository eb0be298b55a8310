import { ago } from "~/shared/model/time";
import type { ColumnName } from "./search";

/** What the list shows of a table, as the texts that it shows. */
export type CellTexts = Record<ColumnName | "name", string>;

/** So many rows tell how wide columns are: a list that is scrolled does not move sideways. */
export const TELLING = 100;

/** In widths of a digit: never narrower and never wider than this, whatever a column holds. */
const LIMITS: Record<ColumnName, [least: number, most: number]> = {
  source: [9, 22],
  kind: [0, 18],
  columns: [0, 9],
  tags: [10, 12],
  owner: [8, 20],
  lineage: [0, 14],
  fetched: [0, 99],
};
const FULL_WIDTH = /[\u2e80-\uffef]/u;
/** Letters are a little narrower than digits, bold ones are not. */
const [LETTER, BOLD, FULL] = [0.95, 1.1, 1.7];
/** Percent: with it every column of ordinary content is in sight in a window of 1280 pixels. */
const NAME = 27;

/** How many digits are as wide as a text. */
export function widthOf(text: string, letter = LETTER): number {
  let width = 0;
  for (const one of text) width += FULL_WIDTH.test(one) ? FULL : letter;
  return width;
}

/** The longest that "12 minutes ago" becomes. */
function widestAge(language: string): number {
  const ages = [59 * 60, 23 * 3600, 29 * 86_400, 335 * 86_400].map((seconds) =>
    ago(new Date(0).toISOString(), seconds * 1000, language),
  );
  return Math.max(...ages.map((text) => widthOf(text)));
}

/**
 * The columns of the list, each as wide as what it holds; the name has whatever is left, and a quarter at least when
 * it needs as much.
 */
export function tracks(
  rows: readonly CellTexts[],
  shown: readonly ColumnName[],
  heads: CellTexts,
  language: string,
): string {
  const widest = (column: ColumnName | "name", letter?: number) =>
    rows.reduce((most, texts) => Math.max(most, widthOf(texts[column], letter)), 0);
  const columns = shown.map((column) => {
    const head = widthOf(heads[column], BOLD);
    const [least, most] = LIMITS[column];
    const held = widest(column);
    // Ages change while one looks; what was never fetched has none.
    const needed = column === "fetched" && held > 1 ? Math.max(held, widestAge(language)) : held;
    const width = Math.max(head, Math.min(needed, most));
    const floor = least === 0 ? width : Math.max(head, Math.min(width, least));
    return floor < width ? `minmax(${digits(floor)}, ${digits(width)})` : digits(width);
  });
  return [`minmax(max(200px, min(${digits(widest("name", BOLD))}, ${NAME}%)), 1fr)`, ...columns].join(" ");
}

/** How wide a digit is. Not `ch`: the bold ones of the head are wider, and its columns are those of the rows. */
const DIGIT = 0.56;
const digits = (count: number) => `${Math.ceil((count + 0.5) * DIGIT * 100) / 100}rem`;

/** How many digits are as wide as a badge: its letters are small, and it has sides. */
const badgeWidth = (text: string) => widthOf(text) * 0.85 + 2;

/** As many of the texts as have room, the first at least. */
export function fitting(texts: readonly string[], room: number): string[] {
  let left = room;
  return texts.filter((text, at) => {
    left -= badgeWidth(text);
    return at === 0 || left >= 0;
  });
}
