import { csrf } from "./csrf";
import { ServerError } from "./errors";
import { failureOf } from "./failureOf";
import type { TypedDocumentString } from "./generated/graphql";
import { noteReached } from "./reach";

interface Answer<Result> {
  data?: Result | null;
  errors?: { message: string; path?: unknown[]; extensions?: Record<string, unknown> }[];
}

/** A proxy has no answer of the server. */
const GATEWAY = [502, 503, 504];

export type Variables<V> = V extends Record<string, never> ? [] : [variables: V, signal?: AbortSignal];

/** Asks once, as whoever the browser is by now. */
export async function answerOnce<Result, V>(
  document: TypedDocumentString<Result, V>,
  ...[variables, signal]: Variables<V>
) {
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
  const all = failureOf(answer);
  const error = all ?? answer.errors?.[0];
  return {
    data: all ? undefined : answer.data,
    isWhole: error === undefined,
    isNobodys: error?.extensions?.code === "UNAUTHENTICATED",
    failure: () =>
      new ServerError(error?.message ?? `The server answered with status ${response.status}.`, error?.extensions),
  };
}
