import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";

/** A text that is typed at once and told a moment later: searches follow the typing without one request a key. */
export function useDebouncedText(value: string, tell: (text: string) => void, wait = 200) {
  const [typed, setTyped] = useState(value);
  const told = useRef<string[]>([]);
  const later = useDebouncedCallback((text: string) => {
    told.current.push(text);
    tell(text);
  }, wait);
  useEffect(() => {
    const at = told.current.indexOf(value);
    told.current = told.current.slice(at + 1);
    // What was told from here comes back a moment later, when more may have been typed.
    if (at >= 0) return;
    later.cancel();
    told.current = [];
    setTyped(value);
  }, [value, later]);
  return [
    typed,
    (text: string) => {
      setTyped(text);
      later(text);
    },
  ] as const;
}
