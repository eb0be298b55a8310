import { useRef } from "react";

/** What was worked out, with whatever of the last time says the same. */
export function useSteady<Value>(next: Value, steady: (before: Value, next: Value) => Value): Value {
  const kept = useRef(next);
  if (kept.current !== next) kept.current = steady(kept.current, next);
  return kept.current;
}
