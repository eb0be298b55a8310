import { expect, test } from "vitest";
import { brief } from "./diff";

test("values are short", () => {
  expect(brief(null)).toBeUndefined();
  expect(brief("")).toBeUndefined();
  expect(brief({ a: [1] })).toBe('{"a":[1]}');
  expect(brief("x".repeat(200))).toHaveLength(158);
});
