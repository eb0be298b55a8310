import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-ws";

const endpoint = new URL("/graphql", window.location.href);
const socket = new URL(endpoint);
socket.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

/** Queries and mutations over POST, subscriptions over graphql-transport-ws, both on the page's own host. */
export const fetcher = createGraphiQLFetcher({
  url: endpoint.href,
  headers: { "Ariadne-Request": "1" },
  // The server sends one JSON answer a request; without this the page would ask for multipart.
  enableIncrementalDelivery: false,
  wsClient: createClient({
    url: socket.href,
    // A silent retry would replay `changes(after:)` from the start and show every changeset twice.
    retryAttempts: 0,
  }),
});
