import { type LayoutInput, layout } from "../model/layout";

/** Lays out what it is sent, and answers with the places. */
self.addEventListener("message", ({ data }: MessageEvent<{ id: number; input: LayoutInput }>) => {
  const started = performance.now();
  const places = layout(data.input);
  self.postMessage({ id: data.id, places, elapsed: performance.now() - started });
});
