import { afterEach, expect, test, vi } from "vitest";
import type { LayoutInput } from "../model/layout";
import { layOut } from "./layouter";

afterEach(() => vi.unstubAllGlobals());

const TWO: LayoutInput = {
  heights: Float64Array.of(54, 54),
  from: Int32Array.of(0),
  to: Int32Array.of(1),
  x: Float64Array.of(Number.NaN, Number.NaN),
  y: Float64Array.of(Number.NaN, Number.NaN),
  grown: [],
  fixed: Uint8Array.of(0, 0),
};

test("where the worker does not start, the page lays out itself, and tries another one the next time", async () => {
  const begun: EventTarget[] = [];
  class Broken extends EventTarget {
    constructor() {
      super();
      begun.push(this);
    }
    postMessage() {
      this.dispatchEvent(new Event("error"));
    }
    terminate() {}
  }
  vi.stubGlobal("Worker", Broken);
  for (const tried of [1, 2]) {
    const { x } = await layOut(TWO);
    expect(x[1]).toBeGreaterThan(x[0] ?? Number.NaN);
    expect(begun).toHaveLength(tried);
  }
});
