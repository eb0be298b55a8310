import { useSyncExternalStore } from "react";

/*
 * A session may end while somebody is typing. Whatever is asked then waits until he has signed in over the page, and is
 * asked again: nothing that was typed is lost, and no caller has to know of it.
 */

let waiting: { done: Promise<boolean>; end: (signedIn: boolean) => void } | undefined;
const listeners = new Set<() => void>();

/** Resolves once somebody has signed in anew; to false when he would rather not, or whoever asked has gone. */
export function signedInAgain(signal?: AbortSignal): Promise<boolean> {
  waiting ??= begun();
  const { done } = waiting;
  if (!signal) return done;
  const gone = new Promise<boolean>((resolve) =>
    signal.addEventListener("abort", () => resolve(false), { once: true }),
  );
  return signal.aborted ? Promise.resolve(false) : Promise.race([done, gone]);
}

function begun() {
  let end: (signedIn: boolean) => void = () => undefined;
  const done = new Promise<boolean>((resolve) => {
    end = resolve;
  });
  tell();
  return { done, end };
}

/** Lets go of what waits: it is asked again when somebody has signed in, else it fails. */
export function endWaiting(signedIn: boolean): void {
  waiting?.end(signedIn);
  waiting = undefined;
  tell();
}

/** Whether something waits for somebody to sign in anew. */
export const useSessionEnded = (): boolean => useSyncExternalStore(follow, () => waiting !== undefined);

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  // After whatever asked, which may be drawing.
  queueMicrotask(() => {
    for (const listener of listeners) listener();
  });
}
