import { describe, expect, test } from "vitest";
import { compared, comparedFrom, isoOf, localTime, placeOf, pointAt, sent, stopAt, trackOf } from "./stops";

const NEWEST_FIRST = [
  { seq: 12, at: "2026-11-30T12:00:00Z" },
  { seq: 7, at: "2026-11-20T12:00:00Z" },
  { seq: 5, at: "2026-11-10T12:00:00Z" },
];
const track = trackOf(NEWEST_FIRST);
const none = trackOf([]);

describe("places on the slider", () => {
  test("go from before the first known change to now", () => {
    expect(track.now).toBe(3);
    expect([0, 1, 2, 3].map((place) => stopAt(track, place)?.seq)).toEqual([undefined, 5, 7, 12]);
    expect([0, 1, 2, 3, 4].map((place) => pointAt(track, place))).toEqual(["4", "5", "7", undefined, undefined]);
  });

  test("a catalog without lineage has now alone to look at", () => {
    expect(none.now).toBe(1);
    expect(pointAt(none, 1)).toBeUndefined();
    expect(pointAt(none, 0)).toBeUndefined();
    expect(placeOf(none, "3")).toBe(0);
  });

  test.each([
    [undefined, 3],
    ["0", 0],
    ["4", 0],
    ["5", 1],
    ["6", 1],
    ["11", 2],
    ["12", 3],
    ["99", 3],
    ["2026-11-09T00:00:00Z", 0],
    ["2026-11-20T12:00:00Z", 2],
    ["2026-11-29T00:00:00Z", 2],
    ["2027-01-01T00:00:00Z", 3],
  ])("the point %s is at place %s", (point, place) => {
    expect(placeOf(track, point)).toBe(place);
  });

  test("each place's point is found at that place again", () => {
    for (let place = 0; place <= track.now; place += 1) expect(placeOf(track, pointAt(track, place))).toBe(place);
  });
});

describe("a comparison", () => {
  test.each<[[number, number], string, string | undefined]>([
    [[1, 2], "5", "7"],
    [[2, 1], "5", "7"],
    [[0, 3], "4", undefined],
    [[2, 3], "7", undefined],
    [[3, 3], "7", undefined],
  ])("of the places %j", (places, since, at) => {
    expect(compared(track, places)).toEqual({ since, at });
  });

  test.each([
    [undefined, "7"],
    ["12", "7"],
    ["7", "7"],
    ["4", "4"],
    ["2026-11-25T00:00:00Z", "2026-11-25T00:00:00Z"],
  ])("that begins at %s goes from %s to now", (at, since) => {
    expect(comparedFrom(track, at)).toEqual({ since, at: undefined });
  });

  test.each<[0 | 1, string, [number, number] | undefined]>([
    [0, "Home", [0, 2]],
    [0, "End", [1, 2]],
    [1, "Home", [1, 2]],
    [1, "End", [1, 3]],
    [1, "ArrowLeft", undefined],
  ])("has its end %i sent by %s", (end, key, places) => {
    expect(sent(track, [1, 2], end, key)).toEqual(places);
  });

  test("without any change begins at the empty catalog", () => {
    expect(compared(none, [0, 1])).toEqual({ since: "0", at: undefined });
  });
});

test("times go to the field of the browser and back", () => {
  const minute = "2026-11-30T12:34:00.000Z";
  expect(isoOf(localTime(minute))).toBe(minute);
  expect(localTime(undefined)).toBe("");
  expect(localTime("12th")).toBe("");
  expect(isoOf("")).toBeUndefined();
  expect(isoOf("soon")).toBeUndefined();
});
