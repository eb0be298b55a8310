import { useEffect, useRef, useState } from "react";

/**
 * A popover that is loaded when it is asked for, and then opens at once. It goes from closed to open with the focus on
 * its target, so that Escape gives the focus back there.
 */
export function useOpenedHere() {
  const ref = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    ref.current?.focus();
    setOpened(true);
  }, []);
  return {
    popover: { opened, onChange: setOpened },
    target: { ref, onClick: () => setOpened((before) => !before) },
  };
}
