import { expect, test } from "vitest";
import { highlight, wordsOf } from "./highlight";

/** Hits in brackets. */
const marked = (text: string, words: string) =>
  highlight(text, wordsOf(words))
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join("");

test.each([
  ["orders", "ord", "[ord]ers"],
  ["ORDERS_ARCHIVE", "order arch", "[ORDER]S_[ARCH]IVE"],
  ["sales.orders", "orders", "sales.[orders]"],
  ["banana", "ana", "b[anana]"],
  ["abc", "ab bc", "[abc]"],
  ["客户订单", "订单", "客户[订单]"],
  ["ＡＢＣ", "b", "Ａ[Ｂ]Ｃ"],
  ["ﬁle", "fi", "[ﬁ]le"],
  ["İstanbul", "tan", "İs[tan]bul"],
  ["a😀b", "b", "a😀[b]"],
  ["nothing", "else", "nothing"],
  ["", "a", ""],
  ["text", "  ", "text"],
])("%s by %s is %s", (text, words, expected) => {
  expect(marked(text, words)).toBe(expected);
});

test("pieces are the whole text", () => {
  const text = "A bounded ORDER of orders";
  expect(
    highlight(text, ["order", "o"])
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});
