import { useSyncExternalStore } from "react";

/*
 * Whether the server can be reached, as whatever was asked of it last showed. While it cannot, it is asked now and then
 * whether it is back: nobody has to press anything. The longer it is away the more seldom, as all who had it open ask;
 * and not for a page that nobody sees, which asks when it is looked at.
 */

const FIRST = 3_000;
const LONGEST = 60_000;

let pause = FIRST;

let reached = true;
let asking: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

/** Takes note of an answer, or that there was none. */
export function noteReached(now: boolean): void {
  if (now) pause = FIRST;
  if (!now && asking === undefined && listeners.size > 0) asking = setTimeout(askAgain, pause);
  if (reached === now) return;
  reached = now;
  for (const listener of listeners) listener();
}

async function askAgain(): Promise<void> {
  if (document.hidden) {
    document.addEventListener("visibilitychange", askAgain, { once: true });
    return;
  }
  pause = Math.min(2 * pause, LONGEST);
  const there = await isThere();
  asking = undefined;
  noteReached(there);
}

/** Any answer of the server will do; a proxy before it has none. */
export async function isThere(): Promise<boolean> {
  try {
    const response = await fetch("/healthz", { cache: "no-store" });
    return response.status < 500;
  } catch {
    return false;
  }
}

function follow(listener: () => void): () => void {
  listeners.add(listener);
  if (!reached) noteReached(false);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(asking);
    document.removeEventListener("visibilitychange", askAgain);
    asking = undefined;
    pause = FIRST;
  };
}

export const useReached = (): boolean => useSyncExternalStore(follow, () => reached);

/** Waits until the server can be reached again. */
export function untilReached(): Promise<void> {
  return new Promise((done) => {
    const stop = follow(() => {
      if (!reached) return;
      stop();
      done();
    });
    noteReached(false);
  });
}
