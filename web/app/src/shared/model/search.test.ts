import { expect, test } from "vitest";
import { listOf, oneOf, text, texts } from "./search";

test("what an address says is believed only when it is known", () => {
  expect(text("a")).toBe("a");
  expect(text(1)).toBe("1");
  expect(text("")).toBeUndefined();
  expect(text({})).toBeUndefined();
  expect(oneOf(["yes", "no"], "maybe")).toBeUndefined();
  expect(oneOf(["yes", "no"], "no")).toBe("no");
  expect(listOf(["A", "B"], ["B", "X"])).toEqual(["B"]);
  expect(listOf(["A", "B"], "A")).toEqual(["A"]);
  expect(listOf(["A"], undefined)).toBeUndefined();
  expect(texts(["a", 2, null])).toEqual(["a", "2"]);
  expect(texts(undefined)).toBeUndefined();
});
