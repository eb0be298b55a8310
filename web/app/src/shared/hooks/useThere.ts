import { type RefObject, useEffect, useRef } from "react";

/** Whether what began something is still shown when it has ended. */
export function useThere(): RefObject<boolean> {
  const there = useRef(true);
  useEffect(() => {
    there.current = true;
    return () => {
      there.current = false;
    };
  }, []);
  return there;
}
