import { Box } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  label: string;
  /** Below this width it scrolls sideways, and shows that it does. */
  minWidth: number;
  children: ReactNode;
}

/** What may be wider than the screen: a shadow lies where it goes on. */
export function ScrollBox({ label, minWidth, children }: Props) {
  return (
    // Whoever has a keyboard alone scrolls it too.
    <Box className="scroll-box" role="region" aria-label={label} tabIndex={0}>
      <div style={{ minWidth }}>{children}</div>
    </Box>
  );
}
