import { useState } from "react";

/**
 * What was worked out, with whatever of the last time says the same. It is compared once for each new `next`, which has
 * to be the same object until something is different.
 */
export function useSteady<Value>(next: Value, steady: (before: Value, next: Value) => Value): Value {
  const [kept, setKept] = useState({ next, value: next });
  if (kept.next === next) return kept.value;
  const value = steady(kept.value, next);
  setKept({ next, value });
  return value;
}
