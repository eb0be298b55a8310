import { expect, test } from "vitest";
import { day, startOfDay } from "./day";

test("only days that there are count", () => {
  expect(day("2026-11-30")).toBe("2026-11-30");
  expect(day("2024-02-29")).toBe("2024-02-29");
  expect([day("2026-02-31"), day("2026-13-01"), day("2026-1-1"), day("yesterday"), day(7)]).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
});

test("a day begins at its midnight, also in the first century", () => {
  expect(startOfDay("2026-12-31", 1)).toEqual(new Date(2027, 0, 1));
  expect(startOfDay("0099-03-04")?.getFullYear()).toBe(99);
});
