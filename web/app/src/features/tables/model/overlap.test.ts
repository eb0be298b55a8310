import { expect, test } from "vitest";
import { mergedList, rebasedPatch } from "./overlap";

test("a list holds what either put and nothing that either took", () => {
  expect(mergedList(["a", "b"], ["b", "mine"], ["a", "theirs", "b"])).toEqual(["theirs", "b", "mine"]);
  expect(mergedList([], ["same"], ["same"])).toEqual(["same"]);
});

test("a patch stands where somebody else changed something else", () => {
  const before = { owner: "a", name: "n", tags: ["x"] };
  expect(rebasedPatch({ owner: "b" }, before, { ...before, name: "other" })).toEqual({ owner: "b" });
  expect(rebasedPatch({ owner: "b" }, before, { ...before, owner: "b" })).toEqual({ owner: "b" });
  expect(rebasedPatch({ owner: "b" }, before, { ...before, owner: "c" })).toBeUndefined();
  expect(rebasedPatch({ tags: ["x", "mine"] }, before, { ...before, tags: ["theirs"] })).toEqual({
    tags: ["theirs", "mine"],
  });
});
