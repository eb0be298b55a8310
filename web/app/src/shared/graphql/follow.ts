import type { Client } from "graphql-ws";
import { ServerError } from "./errors";
import type { TypedDocumentString } from "./generated/graphql";
import { untilOurs } from "./ours";
import { signedInAgain } from "./session";

/** The server closes a socket so when nobody, or nobody any more, speaks on it. */
const UNAUTHORIZED = 4401;

let client: Promise<Client> | undefined;

/** The socket is opened when something is followed for the first time, and its code loaded then. */
function socket(): Promise<Client> {
  client ??= import("graphql-ws").then(({ createClient }) => {
    const url = new URL("/graphql", window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    // A silent retry would run what was asked for a second time.
    return createClient({ url: url.href, retryAttempts: 0, lazyCloseTimeout: 10_000 });
  });
  return client;
}

/**
 * Yields each event of a subscription; ending the loop, or aborting, unsubscribes and so cancels at the server. One that
 * nobody may begin because the session has ended begins once whose page it is has signed in over it.
 */
export async function* follow<Result, V extends Record<string, unknown>>(
  document: TypedDocumentString<Result, V>,
  variables: V,
  signal?: AbortSignal,
  isByHand = true,
): AsyncGenerator<Result> {
  await untilOurs(signal);
  let begun = false;
  try {
    for await (const event of followOnce(document, variables, signal)) {
      begun = true;
      yield event;
    }
  } catch (reason) {
    const isNobodys = reason instanceof ServerError && reason.code === "UNAUTHENTICATED";
    if (begun || !isNobodys || !(await signedInAgain({ isByHand, signal }))) throw reason;
    await untilOurs(signal);
    yield* followOnce(document, variables, signal);
  }
}

async function* followOnce<Result, V extends Record<string, unknown>>(
  document: TypedDocumentString<Result, V>,
  variables: V,
  signal?: AbortSignal,
): AsyncGenerator<Result> {
  const events = (await socket()).iterate<Result>({ query: document.toString(), variables });
  const stop = () => void events.return?.();
  signal?.addEventListener("abort", stop);
  try {
    if (signal?.aborted) return;
    for await (const event of events) {
      const [error] = event.errors ?? [];
      if (error) throw new ServerError(error.message, error.extensions);
      if (event.data) yield event.data;
    }
  } catch (reason) {
    throw reasonOf(reason);
  } finally {
    signal?.removeEventListener("abort", stop);
    stop();
  }
}

/** The server refuses an operation with its errors, and closes a socket with a sentence. */
function reasonOf(reason: unknown): Error {
  if (reason instanceof ServerError) return reason;
  if (Array.isArray(reason) && reason[0]) return new ServerError(reason[0].message, reason[0].extensions);
  if (reason instanceof CloseEvent && reason.code === UNAUTHORIZED) {
    return new ServerError(reason.reason, { code: "UNAUTHENTICATED" });
  }
  if (reason instanceof CloseEvent && reason.reason) return new ServerError(reason.reason);
  return new ServerError("The server does not answer. Is it still running?", { code: "UNREACHABLE" });
}
