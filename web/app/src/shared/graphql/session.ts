import { useSyncExternalStore } from "react";

/*
 * A session may end while somebody is typing. Whatever is asked then waits until he has signed in over the page, and is
 * asked again: nothing that was typed is lost, and no caller has to know of it. Nothing is asked in another's name:
 * while the browser is signed in as another, everything waits.
 */

/** Who is signed in. */
export interface SignedIn {
  id: string;
  name: string;
}

/** What is wrong with the session: it has ended, or is another person's. */
export interface Trouble {
  another?: SignedIn;
}

/** What asks, and until when it wants to know. */
interface Asking {
  /** A person did it just now; else the page asks by itself. */
  isByHand: boolean;
  signal?: AbortSignal | undefined;
}

/** Whose page it is, and the sign of the session that was last seen to be his. Nobody's while it is loaded. */
let owner: { id: string; sign: string } | undefined;
let waiting: { done: Promise<boolean>; end: (signedIn: boolean) => void } | undefined;
let trouble: Trouble | undefined;
let declined = false;
const listeners = new Set<() => void>();

/** Notes whose page it is; that does not change until it is loaded anew. */
export function noteOwner(id: string, sign: string): void {
  if (owner === undefined || owner.id === id) owner = { id, sign };
}

export const pageOwner = () => owner;

/**
 * Resolves once whose page it is has signed in anew; to false when he would rather not, or whoever asked has gone. Who
 * would rather not is asked again only for what he does himself.
 */
export async function signedInAgain({ isByHand, signal }: Asking): Promise<boolean> {
  // Nothing was typed yet: the way to sign in is another page.
  if (!owner || (declined && !isByHand)) return false;
  return waitFor({}, signal);
}

/** Waits until the browser is no longer signed in as another than whose page it is. */
export const anotherHasGone = (another: SignedIn, signal?: AbortSignal) => waitFor({ another }, signal);

function waitFor(why: Trouble, signal?: AbortSignal): Promise<boolean> {
  waiting ??= begun();
  const { done } = waiting;
  if (trouble === undefined || why.another) tell(why);
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
  return { done, end };
}

/** Lets go of what waits: it is asked again now that whose page it is has signed in. */
export function goOn(): void {
  declined = false;
  settle(true);
}

/** Lets go of what waits: it fails. What another would do for him waits on. */
export function decline(): void {
  if (trouble?.another) return;
  declined = true;
  settle(false);
}

function settle(signedIn: boolean): void {
  waiting?.end(signedIn);
  waiting = undefined;
  tell(undefined);
}

/** He does something himself: who would rather not sign in is asked again. */
export function mayAskAgain(): void {
  declined = false;
}

export const sessionTrouble = () => trouble;

export const useSessionTrouble = (): Trouble | undefined => useSyncExternalStore(follow, sessionTrouble);

function follow(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(now: Trouble | undefined): void {
  trouble = now;
  // After whatever asked, which may be drawing.
  queueMicrotask(() => {
    for (const listener of listeners) listener();
  });
}
