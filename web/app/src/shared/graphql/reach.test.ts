import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { noteReached, useReached } from "./reach";

const asks = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", asks.mockReset().mockRejectedValue(new TypeError("It is away.")));
});
afterEach(() => {
  noteReached(true);
  hide(false);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function hide(hidden: boolean) {
  Object.defineProperty(document, "hidden", { configurable: true, value: hidden });
}
const after = (seconds: number) => act(() => vi.advanceTimersByTimeAsync(1_000 * seconds));

test("a server that is away is asked ever more seldom, and often again once it was back", async () => {
  const { result } = renderHook(useReached);
  act(() => noteReached(false));
  const pauses = [3, 6, 12, 24, 48, 60, 60];
  for (const [before, pause] of pauses.entries()) {
    await after(pause - 1);
    expect(asks).toHaveBeenCalledTimes(before);
    await after(1);
    expect(asks).toHaveBeenCalledTimes(before + 1);
  }
  expect(result.current).toBe(false);
  asks.mockResolvedValueOnce(new Response("{}"));
  await after(60);
  expect(result.current).toBe(true);
  act(() => noteReached(false));
  await after(3);
  expect(asks).toHaveBeenCalledTimes(pauses.length + 2);
});

test("a page that nobody sees asks when it is looked at", async () => {
  const { result } = renderHook(useReached);
  act(() => noteReached(false));
  hide(true);
  await after(600);
  expect(asks).not.toHaveBeenCalled();
  asks.mockResolvedValueOnce(new Response("{}"));
  hide(false);
  document.dispatchEvent(new Event("visibilitychange"));
  await after(0);
  expect(asks).toHaveBeenCalledTimes(1);
  expect(result.current).toBe(true);
});
