import { Code } from "@mantine/core";

/** A sentence of the server with what is to be typed between backticks, shown as such. */
export function Ticked({ text }: { text: string }) {
  // An odd one means nothing.
  if (text.split("`").length % 2 === 0) return <>{text}</>;
  const parts = [...text.matchAll(/`([^`]*)`|[^`]+/gu)];
  return (
    <>
      {parts.map(({ 0: part, 1: ticked, index }) => (ticked === undefined ? part : <Code key={index}>{ticked}</Code>))}
    </>
  );
}
