export interface Piece {
  text: string;
  hit: boolean;
}

/** As the server compares: compatible forms of a character, and both cases, are one. */
function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The words that are looked for. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/\s+/u)
    .filter((word) => word !== "");
}

/** A text in pieces, those marked that one of the words is in. */
export function highlight(text: string, words: readonly string[]): Piece[] {
  const letters = [...text];
  // Folding may make several letters of one: each folded letter remembers which one it was.
  let folded = "";
  const origin: number[] = [];
  for (const [at, letter] of letters.entries()) {
    const made = fold(letter);
    folded += made;
    for (let count = made.length; count > 0; count -= 1) origin.push(at);
  }
  const marked = new Set<number>();
  for (const word of words) {
    for (let at = folded.indexOf(word); word && at >= 0; at = folded.indexOf(word, at + 1)) {
      for (const letter of origin.slice(at, at + word.length)) marked.add(letter);
    }
  }
  const pieces: Piece[] = [];
  for (const [at, letter] of letters.entries()) {
    const hit = marked.has(at);
    const last = pieces.at(-1);
    if (last?.hit === hit) last.text += letter;
    else pieces.push({ text: letter, hit });
  }
  return pieces;
}
