/*
 * Paths of columns as one text: keys joined by `.`, `[]` (elements of an array in an array) and `{}` (values of a map)
 * appended without a dot, a key quoted `"…"` (an inner `"` doubled) when it is empty or holds `. " [ ] { } \`, white
 * space or a control character. A segment of a path is a key as it is, `[]` or `{}`; a literal key that begins with
 * `\` or equals `[]` or `{}` has a `\` in front.
 */

const TO_QUOTE = /[."[\]{}\\\s\p{Cc}]/u;

function keyOf(segment: string): string {
  return segment.startsWith("\\") ? segment.slice(1) : segment;
}

function segmentOf(key: string): string {
  return key.startsWith("\\") || key === "[]" || key === "{}" ? `\\${key}` : key;
}

/** The path as one text. */
export function printPath(path: readonly string[]): string {
  let text = "";
  for (const [at, segment] of path.entries()) {
    if (segment === "[]" || segment === "{}") {
      text += segment;
      continue;
    }
    const key = keyOf(segment);
    if (at > 0) text += ".";
    text += key === "" || TO_QUOTE.test(key) ? `"${key.replaceAll('"', '""')}"` : key;
  }
  return text;
}

/** The path that a text says; undefined when it says none. */
export function parsePath(text: string): string[] | undefined {
  const path: string[] = [];
  let at = 0;
  while (at < text.length) {
    const two = text.slice(at, at + 2);
    if (path.length > 0 && (two === "[]" || two === "{}")) {
      path.push(two);
      at += 2;
      continue;
    }
    if (path.length > 0) {
      if (text[at] !== ".") return undefined;
      at += 1;
    }
    const rest = text.slice(at);
    const found = rest.startsWith('"') ? /^"((?:[^"]|"")*)"/.exec(rest) : /^[^."[\]{}]+/.exec(rest);
    if (!found) return undefined;
    path.push(segmentOf(rest.startsWith('"') ? (found[1] ?? "").replaceAll('""', '"') : found[0]));
    at += found[0].length;
  }
  return path.length > 0 ? path : undefined;
}
