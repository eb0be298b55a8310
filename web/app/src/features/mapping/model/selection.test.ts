import { describe, expect, test } from "vitest";
import { chosenOf, click, NOTHING, press, type Selection } from "./selection";

const IDS = ["a", "b", "c", "d", "e"];
const sorted = ({ chosen }: Selection) => [...chosen].sort();
const keys = (...pressed: string[]) =>
  pressed.reduce<Selection>((selection, key) => {
    const shift = key.startsWith("Shift+");
    return press(selection, IDS, key.replace("Shift+", ""), { shift }) ?? selection;
  }, NOTHING);

describe("by mouse", () => {
  test("a click chooses one alone", () => {
    const two = click(click(NOTHING, IDS, "b", {}), IDS, "d", {});
    expect(sorted(two)).toEqual(["d"]);
    expect(two.active).toBe("d");
  });

  test("Ctrl adds and takes away", () => {
    const two = click(click(NOTHING, IDS, "b", {}), IDS, "d", { toggle: true });
    expect(sorted(two)).toEqual(["b", "d"]);
    expect(sorted(click(two, IDS, "b", { toggle: true }))).toEqual(["d"]);
  });

  test("Shift chooses all between, either way, and again from the same begin", () => {
    const one = click(NOTHING, IDS, "c", {});
    const down = click(one, IDS, "e", { shift: true });
    expect(sorted(down)).toEqual(["c", "d", "e"]);
    expect(sorted(click(down, IDS, "a", { shift: true }))).toEqual(["a", "b", "c"]);
    expect(sorted(click(NOTHING, IDS, "b", { shift: true }))).toEqual(["b"]);
  });

  test("a begin that is filtered away is none", () => {
    expect(sorted(click({ ...NOTHING, anchor: "gone" }, IDS, "b", { shift: true }))).toEqual(["b"]);
  });
});

describe("by keyboard", () => {
  test.each([
    [["ArrowDown"], "a"],
    [["ArrowUp"], "a"],
    [["End"], "e"],
    [["Home"], "a"],
    [["ArrowDown", "ArrowDown", "ArrowDown"], "c"],
    [["End", "ArrowDown"], "e"],
    [["End", "ArrowUp"], "d"],
    [["PageDown"], "e"],
    [["End", "PageUp"], "a"],
  ])("%j leads to %s and chooses nothing", (pressed, active) => {
    expect(keys(...pressed).active).toBe(active);
    expect(keys(...pressed).chosen.size).toBe(0);
  });

  test("space chooses and lets go", () => {
    expect(sorted(keys("ArrowDown", " ", "ArrowDown", "ArrowDown", " "))).toEqual(["a", "c"]);
    expect(sorted(keys("ArrowDown", " ", " "))).toEqual([]);
  });

  test("Shift chooses on the way, and less on the way back", () => {
    expect(sorted(keys("ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown"))).toEqual(["a", "b", "c"]);
    expect(sorted(keys("ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowUp"))).toEqual(["a", "b"]);
    expect(sorted(keys("End", "Shift+Home"))).toEqual(IDS);
  });

  test("Escape lets go of what is chosen, and else is for others", () => {
    expect(sorted(keys("ArrowDown", " ", "Escape"))).toEqual([]);
    expect(press(NOTHING, IDS, "Escape", {})).toBeUndefined();
  });

  test("other keys and an empty list are for others", () => {
    expect(press(NOTHING, IDS, "x", {})).toBeUndefined();
    expect(press(NOTHING, IDS, " ", {})).toBeUndefined();
    expect(press(NOTHING, [], "ArrowDown", {})).toBeUndefined();
  });
});

test("what is chosen comes in the order of the list; nothing chosen is where one is", () => {
  expect(chosenOf({ chosen: new Set(["d", "a", "gone"]), active: "b", anchor: "b" }, IDS)).toEqual(["a", "d"]);
  expect(chosenOf({ chosen: new Set(), active: "b", anchor: "b" }, IDS)).toEqual(["b"]);
  expect(chosenOf({ chosen: new Set(), active: "gone", anchor: "b" }, IDS)).toEqual([]);
  expect(chosenOf(NOTHING, IDS)).toEqual([]);
});
