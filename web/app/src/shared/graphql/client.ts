import { csrf } from "./csrf";
import { ServerError } from "./errors";
import type { TypedDocumentString } from "./generated/graphql";
import { noteReached } from "./reach";
import { signedInAgain } from "./session";

interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; path?: unknown[]; extensions?: Record<string, unknown> }[];
}

/** A proxy has no answer of the server. */
const GATEWAY = [502, 503, 504];

type Variables<V> = V extends Record<string, never> ? [] : [variables: V, signal?: AbortSignal];

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

/** What is asked when the session has ended is asked again once somebody has signed in over the page. */
async function answerTo<Result, V>(document: TypedDocumentString<Result, V>, ...given: Variables<V>) {
  const answer = await answerOnce(document, ...given);
  if (!answer.isNobodys || !(await signedInAgain(given[1]))) return answer;
  return answerOnce(document, ...given);
}

async function answerOnce<Result, V>(document: TypedDocumentString<Result, V>, ...[variables, signal]: Variables<V>) {
  let response: Response;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json;q=0.9",
        "ariadne-client": "web",
        "ariadne-csrf": csrf(),
      },
      body: JSON.stringify({ query: document.toString(), variables }),
      ...(signal && { signal }),
    });
  } catch (reason) {
    if (signal?.aborted) throw reason;
    noteReached(false);
    throw new ServerError("The server does not answer. Is it still running?", { code: "UNREACHABLE" });
  }
  const answer: Answer<Result> = await response.json().catch(() => {
    // It comes from something in between, which may come back to its senses.
    const code = GATEWAY.includes(response.status) ? "UNREACHABLE" : "INTERNAL";
    noteReached(code !== "UNREACHABLE");
    throw new ServerError(`The server answered with status ${response.status}.`, { code });
  });
  noteReached(true);
  // A field of the query itself is all that was asked for: it is not null because there is none.
  const all = answer.errors?.find(({ path = [] }) => path.length < 2);
  const error = all ?? answer.errors?.[0];
  return {
    data: all ? undefined : answer.data,
    isWhole: error === undefined,
    isNobodys: error?.extensions?.code === "UNAUTHENTICATED",
    failure: () =>
      new ServerError(error?.message ?? `The server answered with status ${response.status}.`, error?.extensions),
  };
}

/** Where somebody who is not signed in does, and comes back from. */
export function signInAddress(): string {
  const here = `${window.location.pathname}${window.location.search}`;
  return `/sign-in?next=${encodeURIComponent(here)}`;
}
