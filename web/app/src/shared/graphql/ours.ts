import { answerOnce } from "./answer";
import { csrf } from "./csrf";
import { graphql } from "./generated";
import { anotherHasGone, goOn, noteOwner, pageOwner, type SignedIn, sessionTrouble } from "./session";

const WHO = graphql(`
  query WhoIsSignedIn {
    me { id name }
  }
`);

/** Who is signed in in this browser, wherever he did; nobody when nobody is. */
export async function whoIsSignedIn(): Promise<SignedIn | null> {
  const { data, failure } = await answerOnce(WHO);
  if (!data) throw failure();
  return data.me;
}

let looking: Promise<SignedIn | null> | undefined;

/**
 * Waits while somebody else than whose page it is is signed in: what is on it is not his, and nothing of it is done in
 * his name. He may have signed in in another tab, which this one sees by the token that every session has of its own.
 */
export async function untilOurs(signal?: AbortSignal): Promise<void> {
  for (;;) {
    const owner = pageOwner();
    const another = sessionTrouble()?.another;
    const sign = csrf();
    if (!owner || (!another && sign === owner.sign)) return;
    if (another) await anotherHasGone(another, signal);
    else {
      looking ??= whoIsSignedIn().finally(() => {
        looking = undefined;
      });
      const who = await looking;
      if (!who) return;
      if (who.id === owner.id) {
        noteOwner(who.id, sign);
        goOn();
      } else await anotherHasGone(who, signal);
    }
    signal?.throwIfAborted();
  }
}
