import { expect, test } from "vitest";
import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import { countsOf, differencesOf, endsOf } from "./differences";

const edge = (id: string, status: LineageStatus = "APPROVED", origins: LineageOrigin[] = ["MANUAL"]) => ({
  id,
  from: `${id}-from`,
  to: `${id}-to`,
  status,
  origins,
  derived: false,
});

test("edges are told by what became of them, new ones first", () => {
  const found = differencesOf([
    { before: edge("changed", "PROPOSED"), after: edge("changed") },
    { before: edge("ended"), after: null },
    { before: null, after: edge("added") },
    { before: null, after: null },
  ]);
  expect(found.map(({ sort, edge: { id } }) => [sort, id])).toEqual([
    ["added", "added"],
    ["ended", "ended"],
    ["changed", "changed"],
  ]);
  expect(found.map(({ was }) => was)).toEqual([undefined, undefined, "PROPOSED"]);
  expect(countsOf(found)).toEqual({ added: 1, ended: 1, changed: 1 });
});

test("what is drawn alike is no news, what is drawn otherwise is", () => {
  const [twice, sql] = [edge("e", "PROPOSED", ["SQL", "IMPORT"]), edge("e", "PROPOSED", ["SQL"])];
  expect(differencesOf([{ before: sql, after: twice }])).toEqual([]);
  expect(differencesOf([{ before: edge("e"), after: edge("e", "APPROVED", ["MANUAL", "SQL"]) }])).toHaveLength(1);
});

test("what ended is named as it was, the rest as it is", () => {
  const found = differencesOf([
    { before: edge("ended"), after: null },
    { before: null, after: edge("added") },
    { before: edge("changed", "PROPOSED"), after: edge("changed") },
  ]);
  expect(endsOf(found)).toEqual({
    early: ["ended-from", "ended-to"],
    late: ["added-from", "added-to", "changed-from", "changed-to"],
  });
});
