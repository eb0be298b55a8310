import { useEffect, useRef } from "react";

/**
 * Whoever presses Ctrl-K types on at once, while the search is still being loaded: keeps what is typed from then on.
 * The field takes it when it has the focus, and nothing is kept any longer.
 */
export function useEarlyTyping(opened: boolean): () => string {
  const typed = useRef<string>(undefined);
  useEffect(() => {
    if (!opened) return;
    typed.current = "";
    const keep = (event: KeyboardEvent) => {
      const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (typed.current === undefined || !isText) return;
      event.preventDefault();
      typed.current += event.key;
    };
    window.addEventListener("keydown", keep, true);
    return () => window.removeEventListener("keydown", keep, true);
  }, [opened]);
  return () => {
    const taken = typed.current ?? "";
    typed.current = undefined;
    return taken;
  };
}
