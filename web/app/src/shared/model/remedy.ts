/** A piece of a sentence: words to read, or something to type as it stands. */
export interface Piece {
  text: string;
  code: boolean;
}

/** A statement of SQL up to its semicolon, a request with its JSON: what the server does not put between backticks. */
const COMMAND = /\b(?:GRANT|CREATE|ALTER)\s[^;`]*;|\b(?:GET|PUT|POST)\s\/\S*(?:\s\{.*\})?/gu;

/** What is to be done, words and commands apart. */
export function piecesOf(text: string): Piece[] {
  const parts = text.split("`");
  // An odd backtick means nothing.
  const ticked = parts.length % 2 === 1 ? parts : [text];
  return ticked
    .flatMap((part, at) => (at % 2 === 1 ? [{ text: part, code: true }] : apart(part)))
    .filter((piece) => piece.text !== "");
}

function apart(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(COMMAND)) {
    pieces.push({ text: text.slice(end, index), code: false }, { text: found, code: true });
    end = index + found.length;
  }
  return [...pieces, { text: text.slice(end), code: false }];
}

/** What is worth copying: whole commands, and no names of settings. */
export function commandsOf(text: string): string[] {
  return piecesOf(text)
    .filter(({ text, code }) => code && /[\s(]/u.test(text))
    .map(({ text }) => text);
}
