import { answerOnce, type Variables } from "./answer";
import type { TypedDocumentString } from "./generated/graphql";
import { untilOurs } from "./ours";
import { signedInAgain } from "./session";

/**
 * Asks the server. Throws a ServerError for what could not be answered at all; what is answered in part is answered
 * (counts are null while the lineage graph is away).
 */
export async function ask<Result, V>(
  document: TypedDocumentString<Result, V>,
  ...given: Variables<V>
): Promise<Result> {
  const { data, failure } = await answerTo(document, ...given);
  if (data) return data;
  throw failure();
}

/** The same where a part is worth nothing: throws whenever something of the answer failed. */
export async function askWhole<Result, V>(
  document: TypedDocumentString<Result, V>,
  ...given: Variables<V>
): Promise<Result> {
  const { data, isWhole, failure } = await answerTo(document, ...given);
  if (data && isWhole) return data;
  throw failure();
}

/** Asks as whoever the browser is by now: to sign in, and to see who did. */
export async function askAnybody<Result, V>(
  document: TypedDocumentString<Result, V>,
  ...given: Variables<V>
): Promise<Result> {
  const { data, failure } = await answerOnce(document, ...given);
  if (data) return data;
  throw failure();
}

/** What is asked when the session has ended is asked again once whose page it is has signed in over it. */
async function answerTo<Result, V>(document: TypedDocumentString<Result, V>, ...given: Variables<V>) {
  const signal = given[1];
  await untilOurs(signal);
  const answer = await answerOnce(document, ...given);
  // Only a person changes something; what is shown is loaded anew by itself too.
  const isByHand = document.toString().trimStart().startsWith("mutation");
  if (!answer.isNobodys || !(await signedInAgain({ isByHand, signal }))) return answer;
  await untilOurs(signal);
  return answerOnce(document, ...given);
}

/** Where somebody who is not signed in does, and comes back from. */
export function signInAddress(): string {
  const here = `${window.location.pathname}${window.location.search}`;
  return `/sign-in?next=${encodeURIComponent(here)}`;
}
