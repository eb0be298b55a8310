import type { Fetcher, FetcherOpts, FetcherParams, FetcherReturnType } from "@graphiql/toolkit";
import { type FormattedExecutionResult, getOperationAST } from "graphql";
import { createClient } from "graphql-ws";

type Answer = FormattedExecutionResult;

/** Told to the window when the server does not know who asks. */
export const REFUSED = "ariadne-refused";

const NO_ANSWER = "The server does not answer: is it still running?";

const endpoint = new URL("/graphql", window.location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

const client = createClient({
  url: socket.href,
  // A silent retry would replay `changes(after:)` from the start and show every changeset twice.
  retryAttempts: 0,
});

/**
 * Queries and mutations over POST, subscriptions over graphql-transport-ws, both on the page's own host.
 *
 * What goes wrong on the way is an answer too, a sentence in the result pane: what a fetcher throws is shown
 * with its stack trace.
 */
export const fetcher: Fetcher = (params, options) => {
  const operation = options?.documentAST && getOperationAST(options.documentAST, params.operationName);
  const answer = operation?.operation === "subscription" ? watch(params) : post(params, options?.headers);
  // GraphiQL's type has errors as classes; on the wire, and so in truth, they are plain objects.
  return answer as FetcherReturnType;
};

export async function post(params: FetcherParams, headers?: FetcherOpts["headers"]): Promise<Answer> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(endpoint, {
      method: "POST",
      body: JSON.stringify(params),
      headers: {
        "content-type": "application/json",
        accept: "application/graphql-response+json, application/json;q=0.9",
        "Ariadne-Request": "1",
        "Ariadne-Csrf": csrf(),
        ...headers,
      },
    });
    text = await response.text();
  } catch {
    return failed(NO_ANSWER);
  }
  try {
    const answer = JSON.parse(text) as Answer;
    const codes = answer.errors?.map((error) => error.extensions?.code);
    if (codes?.includes("UNAUTHENTICATED")) window.dispatchEvent(new Event(REFUSED));
    return answer;
  } catch {
    return failed(`The answer is not JSON: HTTP status ${response.status}. ${text}`.trim());
  }
}

/** Shows the server that this page of its own sends the request. The cookie's name holds the port. */
function csrf(): string {
  const name = `ariadne_csrf${window.location.port && `_${window.location.port}`}`;
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  return cookies.find(([found]) => found === name || found === `__Host-${name}`)?.[1] ?? "";
}

function watch(params: FetcherParams): AsyncIterableIterator<Answer> {
  const messages = client.iterate<Answer["data"], Answer["extensions"]>(params);
  const iterator: AsyncIterableIterator<Answer> = {
    // One and the same each time: GraphiQL asks for it again to stop.
    [Symbol.asyncIterator]: () => iterator,
    next: () => messages.next().catch((reason: unknown) => ({ done: false, value: ended(reason) })),
    return: async () => {
      await messages.return?.();
      return { done: true, value: undefined };
    },
  };
  return iterator;
}

function ended(reason: unknown): Answer {
  // The server refused the operation or broke it off, and says why.
  if (Array.isArray(reason)) return { errors: reason };
  const why = reason instanceof CloseEvent ? reason.reason : "";
  return failed(why ? `The server ended the subscription: ${why}` : NO_ANSWER);
}

function failed(message: string): Answer {
  return { errors: [{ message }] };
}
