/** A text in Markdown as one reads it where it is a line among others: what it says, without what it is marked up with. */
export function withoutMarks(markdown: string): string {
  return markdown
    .replace(/^[ \t]{0,3}(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+/gmu, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/gu, "$1")
    .replace(/(\*\*|__)(?=\S)(.+?)\1/gu, "$2")
    .replace(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+)\*(?![\p{L}\p{N}*])/gu, "$1")
    .replace(/(`+)(.+?)\1/gu, "$2");
}
