import { afterEach, expect, test, vi } from "vitest";
import { withTexts } from "./parts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const broken = new TypeError("Failed to fetch dynamically imported module");

test("a page whose code does not come because the server is away comes when it is back", async () => {
  vi.useFakeTimers();
  const health = vi.fn().mockRejectedValueOnce(broken).mockRejectedValueOnce(broken).mockResolvedValue(new Response());
  vi.stubGlobal("fetch", health);
  const load = vi.fn().mockRejectedValueOnce(broken).mockResolvedValue({ page: true });
  const page = withTexts([], load)();
  await vi.runAllTimersAsync();
  expect(await page).toEqual({ page: true });
  expect(health.mock.calls.every(([address]) => address === "/healthz")).toBe(true);
  expect([load.mock.calls.length, health.mock.calls.length]).toEqual([2, 3]);
});

test("a page that a newer server does not have fails, for the app to be loaded anew", async () => {
  vi.stubGlobal("fetch", vi.fn().mockResolvedValue(new Response()));
  await expect(withTexts([], vi.fn().mockRejectedValue(broken))()).rejects.toBe(broken);
});
