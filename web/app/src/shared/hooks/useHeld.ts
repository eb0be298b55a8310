import { useState } from "react";

/**
 * The newest of what is loaded anew by itself, until somebody begins to change it: from then on what it was begun
 * with. A form neither loses what was typed nor saves it over what it never showed; the server tells who was faster.
 */
export function useHeld<T>(newest: T, begun: boolean): T {
  const [held, setHeld] = useState(newest);
  if (begun) return held;
  if (held !== newest) setHeld(newest);
  return newest;
}
