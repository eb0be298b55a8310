import { expect, test } from "vitest";
import { brief, subject } from "./diff";

test("an entry is told by its column and fact", () => {
  expect(subject({ path: ["a", "b.c"], field: "dataType" })).toBe('a."b.c" · dataType');
  expect(subject({ path: null, field: "rowCount" })).toBe("rowCount");
  expect(subject({ path: ["a"], field: null })).toBe("a");
});

test("values are short", () => {
  expect(brief(null, "CHANGED")).toBeUndefined();
  expect(brief(false, "CHANGED")).toBe("false");
  expect(brief(["a", "b"], "RENAMED")).toBe("a.b");
  expect(brief(["a", "b"], "CHANGED")).toBe('["a","b"]');
  expect(brief("x".repeat(200), "CHANGED")).toHaveLength(158);
});
