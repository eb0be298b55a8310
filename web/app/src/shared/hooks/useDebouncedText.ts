import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";

/** A text that is typed at once and told a moment later: searches follow the typing without one request a key. */
export function useDebouncedText(value: string, tell: (text: string) => void, wait = 200) {
  const [typed, setTyped] = useState(value);
  const later = useDebouncedCallback(tell, wait);
  useEffect(() => setTyped(value), [value]);
  return [
    typed,
    (text: string) => {
      setTyped(text);
      later(text);
    },
  ] as const;
}
