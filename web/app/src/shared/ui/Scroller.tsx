import { Box } from "@mantine/core";
import type { HTMLAttributes } from "react";

interface Props extends HTMLAttributes<HTMLElement> {
  as?: "div" | "ul";
}

/** What scrolls by itself. It takes the focus: browsers let keys scroll only what they can be taken to. */
export const Scroller = ({ as = "div", ...props }: Props) => <Box component={as} tabIndex={0} {...props} />;
