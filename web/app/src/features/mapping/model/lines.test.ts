import { expect, test } from "vitest";
import { lineOf, middleOf, type Scrolled } from "./lines";

const list = (top = 0, height = 100): Scrolled => ({
  places: new Map(Array.from({ length: 20 }, (_, at) => [`c${at}`, at])),
  top,
  height,
  row: 10,
});

test.each([
  ["c0", 0, 5],
  ["c3", 0, 35],
  ["c3", 20, 15],
  ["c0", 50, 0],
  ["c19", 0, 100],
])("the row %s in a list that was scrolled to %i is at %i", (id, top, y) => {
  expect(middleOf(list(top), id)).toBe(y);
});

test("a row that is filtered away has no place, and no line", () => {
  expect(middleOf(list(), "gone")).toBeUndefined();
  expect(lineOf(list(), list(), { from: "c1", to: "gone" }, 100)).toBeUndefined();
});

test("a line goes from side to side, level where it begins and ends", () => {
  expect(lineOf(list(), list(), { from: "c1", to: "c4" }, 100)).toEqual({
    path: "M0,15 C45,15 55,45 100,45",
    whole: true,
  });
});

test("a line to what is out of sight is drawn to the edge, one between two such rows is not", () => {
  expect(lineOf(list(), list(50), { from: "c1", to: "c1" }, 100)).toMatchObject({ whole: false });
  expect(lineOf(list(50), list(50), { from: "c1", to: "c2" }, 100)).toBeUndefined();
  expect(lineOf(list(50), list(), { from: "c1", to: "c19" }, 100)).toBeUndefined();
});
