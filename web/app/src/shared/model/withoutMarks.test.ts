import { expect, test } from "vitest";
import { openingOf, withoutMarks } from "./withoutMarks";

test.each([
  ["All **orders** of *sales*", "All orders of sales"],
  ["# Orders\n\n> as of `last_night`", "Orders\n\nas of last_night"],
  ["- see [the wiki](https://wiki.example.org/orders)\n- ![a plan](plan.png)", "see the wiki\na plan"],
  ["__Paid__ orders", "Paid orders"],
])("%j reads %j", (markdown, text) => {
  expect(withoutMarks(markdown)).toBe(text);
});

test.each(["order_id and line_id", "3 * 4 * 5", "SELECT * FROM a", "a ** b", "no [link here]", "它们 * 全部"])(
  "%j is no Markdown and stays",
  (text) => {
    expect(withoutMarks(text)).toBe(text);
  },
);

test("of a long text only the beginning is looked at, however it is marked up", () => {
  expect(openingOf(`**All** ${"orders ".repeat(100)}`)).toBe(`All ${"orders ".repeat(28)}`);
  // What a mark far away belongs to is not looked for.
  expect(openingOf(`[${"orders ".repeat(1_000)}](wiki.html)`)).toBe(`[${"orders ".repeat(28)}ord`);
});
