/** As much of a text as is looked through for marks: a long one would take longer than a key press. */
const LOOKED_THROUGH = 2_000;
/** As much as has room in a line. */
const SHOWN = 200;

/** The beginning of a text in Markdown, for a line that has room for no more. */
export const openingOf = (markdown: string): string => withoutMarks(markdown.slice(0, LOOKED_THROUGH)).slice(0, SHOWN);

/** A text in Markdown as one reads it where it is a line among others: what it says, without what it is marked up with. */
export function withoutMarks(markdown: string): string {
  return markdown
    .replace(/^[ \t]{0,3}(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+/gmu, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, "$1")
    .replace(/(\*\*|__)(?=\S)(.+?)\1/gu, "$2")
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+)\*(?![\p{L}\p{N}*])/gu, "$1")
    .replace(/(`+)(.+?)\1/gu, "$2");
}
