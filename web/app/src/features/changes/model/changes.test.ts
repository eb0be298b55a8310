import { expect, test } from "vitest";
import { filterOf, parseChangeSearch } from "./search";
import { shown } from "./value";

test("an address becomes the filter that the server takes", () => {
  expect(filterOf(parseChangeSearch({ origin: "UNDO", kind: "TABLE", deleted: "yes" }))).toEqual({
    origin: "UNDO",
    kind: "TABLE",
    deletedOnly: true,
  });
  expect(filterOf(parseChangeSearch({ origin: "x", deleted: "no" }))).toEqual({});
});

test("values are told as one text", () => {
  expect(shown("a")).toBe("a");
  expect(shown(["a", 1])).toBe('["a",1]');
  expect(shown(false)).toBe("false");
  expect(shown(null)).toBeNull();
  expect(shown("")).toBeNull();
});
