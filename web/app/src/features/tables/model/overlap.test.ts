import { expect, test } from "vitest";
import { mergedList, mergedTags, rebasedPatch } from "./overlap";

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

test("tags that were put one after the other go together with what others did meanwhile", () => {
  // "one" was refused, somebody else put "x", then "two".
  expect(mergedTags([], ["one"], ["one", "two"], ["x"])).toEqual(["x", "one", "two"]);
  // "one" is stored by now, and is taken again.
  expect(mergedTags([], ["one"], [], ["one"])).toEqual([]);
  // What somebody else took stays away.
  expect(mergedTags(["a", "b"], ["a", "b"], ["a", "b", "c"], ["b"])).toEqual(["b", "c"]);
});
