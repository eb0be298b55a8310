import { expect, test } from "vitest";
import { parseLogical, printLogical } from "./logical";

test.each([
  "int",
  "decimal",
  "decimal(12)",
  "decimal(10,2)",
  "decimal(5,-2)",
  "float",
  "string",
  "string(40)",
  "binary(16)",
  "vector(384)",
  "boolean",
  "date",
  "time",
  "timestamp",
  "interval",
  "uuid",
  "json",
  "object",
  "geo",
  "unknown",
  "array",
  "array<object>",
  "array<array<string(3)>>",
  "map<int|string>",
  "float|int|string",
  "array<string|int>|object",
])("%s is read and written", (text) => {
  expect(printLogical(parseLogical(text))).toBe(text);
});

test.each(["", "varchar", "array<", "array<int", "array<>", "int>", "int|", "decimal(10,2", "int int2", "|int"])(
  "%j is no type that is known",
  (text) => {
    expect(parseLogical(text)).toEqual({ kind: "unknown" });
  },
);

test("what is between the words does not count", () => {
  expect(parseLogical("decimal( 10 , 2 )")).toEqual({ kind: "decimal", precision: 10, scale: 2 });
  expect(parseLogical("decimal(12)")).toEqual({ kind: "decimal", precision: 12, scale: 0 });
});
