import { expect, test } from "vitest";
import { ago, elapsed } from "./time";

const NOW = Date.parse("2026-11-30T12:00:00Z");

test.each([
  ["2026-11-30T11:59:40Z", "en", "now"],
  ["2026-11-30T11:57:00Z", "en", "3 minutes ago"],
  ["2026-11-29T11:57:00Z", "en", "yesterday"],
  ["2026-11-30T10:00:00Z", "zh", "2小时前"],
  ["2024-11-30T10:00:00Z", "en", "2 years ago"],
])("%s in %s is %s", (at, language, text) => {
  expect(ago(at, NOW, language)).toBe(text);
});

test("short times are told in milliseconds", () => {
  expect(elapsed(12, "en")).toBe("12 ms");
  expect(elapsed(1234, "en")).toBe("1.2 s");
});
