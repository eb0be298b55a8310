import type { LayoutInput } from "../model/layout";
import type { Places } from "../model/layout/place";

interface Answer {
  id: number;
  places: Places;
  elapsed: number;
}

let worker: Worker | undefined;
let next = 0;

/** Starts the worker, which takes a moment, before there is anything to lay out. */
export function warmUp(): void {
  if (typeof Worker !== "undefined") worker ??= begun();
}

function begun(): Worker {
  return new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
}

/** Lays out beside the page's own thread; where there is no worker, or it does not start, on it. */
export async function layOut(input: LayoutInput): Promise<Places> {
  if (typeof Worker === "undefined") return here(input);
  return inWorker(input).catch(() => here(input));
}

async function here(input: LayoutInput): Promise<Places> {
  const { layout } = await import("../model/layout");
  return layout(input);
}

function inWorker(input: LayoutInput): Promise<Places> {
  worker ??= begun();
  const answering = worker;
  next += 1;
  const id = next;
  return new Promise((resolve, reject) => {
    const stop = () => {
      answering.removeEventListener("message", hear);
      answering.removeEventListener("error", fail);
      answering.removeEventListener("messageerror", fail);
    };
    const hear = ({ data }: MessageEvent<Answer>) => {
      if (data.id !== id) return;
      stop();
      // Read by the measurements in perf/.
      performance.measure("lineage layout", { start: performance.now() - data.elapsed, duration: data.elapsed });
      resolve(data.places);
    };
    const fail = () => {
      stop();
      // One that failed answers nothing any more: the next layout begins another.
      answering.terminate();
      if (worker === answering) worker = undefined;
      reject(new Error("The layout failed."));
    };
    answering.addEventListener("message", hear);
    answering.addEventListener("error", fail);
    answering.addEventListener("messageerror", fail);
    answering.postMessage({ id, input });
  });
}
