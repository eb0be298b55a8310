import { describe, expect, test } from "vitest";
import { fitOf, type Grade, type Why } from "./fit";

const TYPES = [
  "int",
  "decimal",
  "decimal(12)",
  "decimal(10,2)",
  "float",
  "string",
  "string(10)",
  "boolean",
  "date",
  "time",
  "timestamp",
  "interval",
  "binary",
  "uuid",
  "json",
  "object",
  "array<string>",
  "map<int>",
  "geo",
  "vector(3)",
  "int|string",
  "unknown",
];

test.each<[string, string, Grade, Why]>([
  ["string(20)", "string(10)", "lossy", "cut"],
  ["string(10)", "string(20)", "fits", "wider"],
  ["string(10)", "string(10)", "fits", "same"],
  ["string(10)", "string", "fits", "wider"],
  ["string", "string(10)", "lossy", "mayBeCut"],
  ["decimal(2,5)", "string(7)", "lossy", "mayBeCut"],
  ["decimal(2,5)", "string(8)", "fits", "asText"],
  ["decimal(2,-2)", "string(4)", "lossy", "mayBeCut"],
  ["decimal(2,-2)", "string(5)", "fits", "asText"],
  ["decimal(10,2)", "string(11)", "lossy", "mayBeCut"],
  ["decimal(10,2)", "string(12)", "fits", "asText"],
  ["decimal(12,2)", "decimal(10,2)", "lossy", "overflow"],
  ["decimal(10,4)", "decimal(10,2)", "lossy", "rounded"],
  ["decimal(10,4)", "decimal(12,2)", "lossy", "rounded"],
  ["decimal(8,2)", "decimal(14,4)", "fits", "wider"],
  ["decimal(10,2)", "decimal(10,2)", "fits", "same"],
  ["decimal(10,2)", "decimal(10,4)", "lossy", "overflow"],
  ["decimal", "decimal(10,2)", "lossy", "mayOverflow"],
  ["decimal(10,2)", "decimal", "fits", "wider"],
  ["decimal(12)", "int", "fits", "wider"],
  ["decimal(38)", "int", "lossy", "mayOverflow"],
  ["decimal(12,2)", "int", "lossy", "fraction"],
  ["decimal", "int", "lossy", "fraction"],
  ["int", "decimal(12)", "lossy", "mayOverflow"],
  ["int", "decimal(19)", "fits", "wider"],
  ["int", "decimal(20,2)", "lossy", "mayOverflow"],
  ["int", "decimal", "fits", "wider"],
  ["int", "float", "lossy", "inexact"],
  ["float", "int", "lossy", "fraction"],
  ["float", "decimal(10,2)", "lossy", "rounded"],
  ["decimal(1)", "boolean", "lossy", "flag"],
  ["boolean", "int", "fits", "wider"],
  ["int", "string", "fits", "asText"],
  ["int", "string(20)", "fits", "asText"],
  ["int", "string(5)", "lossy", "mayBeCut"],
  ["decimal(8,2)", "string(10)", "fits", "asText"],
  ["decimal(8,2)", "string(9)", "lossy", "mayBeCut"],
  ["uuid", "string(36)", "fits", "asText"],
  ["uuid", "string(35)", "lossy", "mayBeCut"],
  ["object", "string(100)", "lossy", "mayBeCut"],
  ["string", "int", "lossy", "parsed"],
  ["string", "timestamp", "lossy", "parsed"],
  ["string", "vector(3)", "incompatible", "different"],
  ["date", "timestamp", "fits", "midnight"],
  ["timestamp", "date", "lossy", "timeLost"],
  ["timestamp", "time", "lossy", "dateLost"],
  ["time", "timestamp", "incompatible", "different"],
  ["date", "time", "incompatible", "different"],
  ["int", "timestamp", "lossy", "epoch"],
  ["timestamp", "int", "lossy", "epoch"],
  ["interval", "int", "lossy", "unit"],
  ["uuid", "binary(16)", "fits", "encoded"],
  ["uuid", "binary(8)", "lossy", "cut"],
  ["binary", "uuid", "lossy", "parsed"],
  ["binary", "string", "lossy", "encoded"],
  ["object", "json", "fits", "takesAll"],
  ["json", "json", "fits", "same"],
  ["json", "int", "lossy", "shape"],
  ["json", "string", "fits", "asText"],
  ["object", "map<int>", "lossy", "shape"],
  ["object", "int", "incompatible", "different"],
  ["geo", "object", "lossy", "shape"],
  ["boolean", "date", "incompatible", "different"],
  ["string", "array<string>", "fits", "wrapped"],
  ["string", "array<int>", "lossy", "parsed"],
  ["array<string(20)>", "array<string(10)>", "lossy", "cut"],
  ["array<object>", "array<object>", "fits", "same"],
  ["array<string>", "string", "fits", "asText"],
  ["array<int>", "int", "lossy", "several"],
  ["array<object>", "object", "lossy", "several"],
  ["array<object>", "int", "incompatible", "different"],
  ["array<int>", "object", "incompatible", "different"],
  ["array<float>", "vector(3)", "lossy", "shape"],
  ["vector(3)", "array<float>", "fits", "same"],
  ["vector(3)", "vector(4)", "incompatible", "dimensions"],
  ["vector(3)", "vector", "fits", "same"],
  ["map<string(20)>", "map<string(10)>", "lossy", "cut"],
  ["int|string", "string", "fits", "asText"],
  ["int|object", "int", "lossy", "members"],
  ["object|map", "int", "incompatible", "different"],
  ["int", "int|string", "fits", "same"],
  ["time", "date|int", "incompatible", "different"],
  ["unknown", "int", "unknown", "unknown"],
  ["varchar2", "int", "unknown", "unknown"],
])("%s into %s: %s, %s", (from, to, grade, why) => {
  expect(fitOf(from, to)).toEqual({ grade, why, from, to });
});

describe("whatever the types", () => {
  const pairs = TYPES.flatMap((from) => TYPES.map((to) => [from, to] as const));

  test.each(TYPES.filter((type) => type !== "unknown" && !type.includes("|")))("%s goes into itself", (type) => {
    expect(fitOf(type, type)).toMatchObject({ grade: "fits", why: "same" });
  });

  test.each(pairs)("%s into %s goes as well into json, as far as it is known", (from, to) => {
    if (from !== "unknown") expect(fitOf(from, "json").grade).toBe("fits");
    if (to !== "unknown") expect(fitOf(from, `${to}|unknown`).grade).not.toBe("incompatible");
  });

  test.each(pairs)("a list of %s goes into a list of %s as each of its elements does", (from, to) => {
    const [one, many] = [fitOf(from, to), fitOf(`array<${from}>`, `array<${to}>`)];
    expect(many.grade).toBe(one.grade);
  });

  test.each(pairs)("%s into %s is not made worse by one more type that is taken", (from, to) => {
    const order: Grade[] = ["fits", "unknown", "lossy", "incompatible"];
    const [one, more] = [fitOf(from, to), fitOf(from, `${to}|geo`)];
    expect(order.indexOf(more.grade)).toBeLessThanOrEqual(order.indexOf(one.grade));
  });
});
