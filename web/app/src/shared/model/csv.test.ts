import { expect, test } from "vitest";
import { csvOf } from "./csv";

test.each([
  ["plain", "plain"],
  ["", ""],
  ["a,b", '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ["two\nlines", '"two\nlines"'],
  ["=1+1", "'=1+1"],
  ["@cmd", "'@cmd"],
  ["-1", "'-1"],
  ["+1", "'+1"],
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ["a=b", "a=b"],
])("%j becomes %j", (value, cell) => {
  expect(csvOf([[value]])).toBe(`${cell}\r\n`);
});

test("cells are joined by commas, rows ended each", () => {
  expect(
    csvOf([
      ["a", "b"],
      ["1", "2"],
    ]),
  ).toBe("a,b\r\n1,2\r\n");
  expect(csvOf([])).toBe("");
});
