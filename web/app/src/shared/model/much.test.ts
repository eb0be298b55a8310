import { expect, test } from "vitest";
import { amounts, isAsked, MUCH } from "./much";

const did = (id: string, count: number, kind = "TABLE") => ({ actor: { id }, counts: [{ kind, count }] });

test("one's own slip is taken back at once; much, or what another person did, is asked for", () => {
  expect(isAsked([did("ada", MUCH)], "ada")).toBe(false);
  expect(isAsked([did("ada", MUCH), did("ada", 1)], "ada")).toBe(true);
  expect(isAsked([did("ada", 1), did("bo", 1)], "ada")).toBe(true);
  expect(isAsked([did("ada", 1)], undefined)).toBe(true);
});

test("claims are told where they come without their lineage", () => {
  const claims = { kind: "ASSERTION", count: 2 };
  const counts = [{ kind: "EDGE", count: 1 }, claims, { kind: "EDGE", count: 3 }];
  expect(amounts({ counts })).toEqual([["EDGE", 4]]);
  expect(amounts({ counts: [claims] })).toEqual([["ASSERTION", 2]]);
});
