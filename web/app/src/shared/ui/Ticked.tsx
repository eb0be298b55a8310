import { Code } from "@mantine/core";
import { keyed } from "~/shared/model/keyed";
import { piecesOf } from "~/shared/model/remedy";

/** A sentence of the server with what is to be typed shown as such. */
export function Ticked({ text }: { text: string }) {
  return (
    <>
      {keyed(piecesOf(text), (piece) => piece.text).map(([key, piece]) =>
        piece.code ? <Code key={key}>{piece.text}</Code> : piece.text,
      )}
    </>
  );
}
