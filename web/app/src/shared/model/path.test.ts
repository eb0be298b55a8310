import { expect, test } from "vitest";
import { parsePath, printPath } from "./path";

test.each([
  ["name", ["name"]],
  ["address.city", ["address", "city"]],
  ["matrix[]", ["matrix", "[]"]],
  ["labels{}.text", ["labels", "{}", "text"]],
  ['"coupon.code"', ["coupon.code"]],
  ['a."say ""hi"""', ["a", 'say "hi"']],
  ['""', [""]],
  ['"[]"', ["\\[]"]],
  ['"\\x"', ["\\\\x"]],
])("%s", (text, path) => {
  expect(parsePath(text)).toEqual(path);
  expect(printPath(path)).toBe(text);
});

test.each(["", ".a", "a.", "a..b", '"open', "[]", 'a"b', "a]"])("%j is no path", (text) => {
  expect(parsePath(text)).toBeUndefined();
});

test("a name with white space is quoted when printed and understood when typed plainly", () => {
  expect(printPath(["Full name"])).toBe('"Full name"');
  expect(parsePath("Full name")).toEqual(["Full name"]);
});
