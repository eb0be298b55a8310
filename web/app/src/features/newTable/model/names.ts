/** The names in a pasted text: one a line or between commas; what is quoted stays together. */
export function names(text: string): string[] {
  const found = text.match(/(?:"(?:[^"]|"")*"|[^",;\t\r\n])+/gu) ?? [];
  return [...new Set(found.map((name) => name.trim()).filter((name) => name !== ""))];
}
