import { expect, test } from "vitest";
import { chipsOf, statusesWith, toggled } from "./chips";
import type { LineageSearch } from "./search";

const SEARCH: LineageSearch = {
  of: ["t1"],
  depth: 5,
  status: ["PROPOSED", "REJECTED"],
  origin: ["SQL"],
  source: ["s1", "s2"],
  kind: ["VIEW"],
  confidence: 0.5,
};

test("each condition is a chip, and what one looks from is none", () => {
  expect(chipsOf({ of: ["t1"], depth: 5, direction: "UPSTREAM", at: "3" })).toEqual([]);
  expect(chipsOf(SEARCH).map(({ key }) => key)).toEqual([
    "status PROPOSED",
    "status REJECTED",
    "origin SQL",
    "source s1",
    "source s2",
    "kind VIEW",
    "confidence",
  ]);
});

test.each(chipsOf(SEARCH).map((chip) => [chip.key, chip] as const))("without %s the others stay", (key, chip) => {
  const rest = chipsOf({ ...SEARCH, ...chip.without });
  expect(rest.map((other) => other.key)).toEqual(
    chipsOf(SEARCH)
      .map((other) => other.key)
      .filter((other) => other !== key),
  );
});

test("chips removed one after the other leave nothing", () => {
  let search = SEARCH;
  for (let left = 7; left > 0; left -= 1) {
    const [first] = chipsOf(search);
    expect(chipsOf(search)).toHaveLength(left);
    search = { ...search, ...first?.without };
  }
  expect(chipsOf(search)).toEqual([]);
  expect(JSON.parse(JSON.stringify(search))).toEqual({ of: ["t1"], depth: 5 });
});

test("a value is put into a list and taken out of it", () => {
  expect(toggled(undefined, "a")).toEqual(["a"]);
  expect(toggled(["a"], "b")).toEqual(["a", "b"]);
  expect(toggled(["a", "b"], "a")).toEqual(["b"]);
  expect(toggled(["a"], "a")).toBeUndefined();
});

test("the statuses that are walked anyway are not said", () => {
  expect(statusesWith(undefined, "REJECTED")).toEqual(["PROPOSED", "APPROVED", "REJECTED"]);
  expect(statusesWith(undefined, "PROPOSED")).toEqual(["APPROVED"]);
  expect(statusesWith(["PROPOSED", "APPROVED", "REJECTED"], "REJECTED")).toBeUndefined();
  expect(statusesWith(["APPROVED"], "PROPOSED")).toBeUndefined();
  expect(statusesWith(["APPROVED"], "APPROVED")).toBeUndefined();
});
