import { expect, test } from "vitest";
import { sidesUnsaid, unread, withFacts } from "./overrides";

const typed = { field: "dataType", old: null, new: "money" };
const owner = { field: "owner", old: null, new: "sales" };

test("only what can be written over has words of the source behind it", () => {
  expect(sidesUnsaid([owner])).toEqual({ before: false, after: false });
  expect(sidesUnsaid([owner, typed])).toEqual({ before: true, after: false });
  expect(sidesUnsaid([{ ...typed, old: "money", new: null }])).toEqual({ before: false, after: true });
  expect(sidesUnsaid([{ ...typed, old: "money", new: "text" }])).toEqual({ before: false, after: false });
});

test("what held before is told where people wrote over it, and what holds again where they took that back", () => {
  const before = { dataType: "decimal128", nullable: true };
  const denied = { field: "nullable", old: null, new: false };
  expect(withFacts([typed, owner, denied], before, undefined)).toEqual([
    { ...typed, old: "decimal128" },
    owner,
    { ...denied, old: true },
  ]);
  const back = { field: "dataType", old: "money", new: null };
  expect(withFacts([back], undefined, before)).toEqual([{ ...back, new: "decimal128" }]);
});

test("what could not be read is told so, and what was recorded stays", () => {
  expect(withFacts([typed, owner], unread("?"), unread("?"))).toEqual([{ ...typed, old: "?" }, owner]);
});

test("of a thing that nobody knows any more the change is as it was recorded", () => {
  expect(withFacts([typed], undefined, undefined)).toEqual([typed]);
});
