const SHORT = 16;
const END = 14;

/** A name as what may be cut of it and the end that is always shown; a short one has no such end. */
export function inTwo(name: string): [start: string, end: string] {
  // Not between the two halves of one character.
  const letters = [...name];
  if (letters.length <= SHORT) return [name, ""];
  const at = letters.length - Math.min(END, Math.floor(letters.length / 2));
  return [letters.slice(0, at).join(""), letters.slice(at).join("")];
}
