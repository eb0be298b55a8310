import { Code } from "@mantine/core";

/** A sentence of the server with what is to be typed between backticks, shown as such. */
export function Ticked({ text }: { text: string }) {
  const parts = text.split("`");
  // An odd one means nothing.
  if (parts.length % 2 === 0) return <>{text}</>;
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text stay in their places
  return <>{parts.map((part, at) => (at % 2 === 1 ? <Code key={at}>{part}</Code> : part))}</>;
}
