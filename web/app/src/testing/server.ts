import { readFileSync } from "node:fs";
import {
  buildSchema,
  execute,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  subscribe,
  validate,
} from "graphql";
import { HttpResponse, http, ws } from "msw";
import { setupServer } from "msw/node";

const schema = buildSchema(readFileSync("../../schema.graphql", "utf8"));

type Resolver = (args: never) => unknown;
export interface Double {
  query?: Record<string, Resolver | unknown>;
  mutation?: Record<string, Resolver | unknown>;
  /** By field what yields its events. */
  subscription?: Record<string, () => AsyncGenerator<unknown>>;
  /** The catalog as a file. */
  file?: object;
}

/** What is asked of the double, in order. */
export interface Asked {
  operation: string;
  variables: Record<string, unknown>;
}

let double: Double = {};
export const asked: Asked[] = [];

// Speaks graphql-transport-ws. What a test gives no events for stays silent: it is shown as it was loaded.
const socket = ws.link("ws://*/graphql").addEventListener("connection", ({ client }) => {
  const send = (message: unknown) => client.send(JSON.stringify(message));
  client.addEventListener("message", async ({ data }) => {
    const { id, type, payload } = JSON.parse(String(data));
    if (type === "connection_init") send({ type: "connection_ack" });
    if (type !== "subscribe") return;
    const document = parse(payload.query);
    const [operation] = document.definitions;
    const name = operation?.kind === "OperationDefinition" ? (operation.name?.value ?? "") : "";
    asked.push({ operation: name, variables: payload.variables });
    const { subscription } = double;
    if (!subscription) return;
    const events = await subscribe({
      schema,
      document,
      variableValues: payload.variables,
      rootValue: subscription,
      fieldResolver,
    });
    if (!(Symbol.asyncIterator in events)) return send({ id, type: "error", payload: events.errors });
    try {
      for await (const event of events) send({ id, type: "next", payload: event });
      send({ id, type: "complete" });
    } catch (error) {
      const { message, extensions } = error as Error & { extensions?: object };
      send({ id, type: "error", payload: [{ message, extensions }] });
    }
  });
});

/**
 * A server in place of the real one: it validates and executes each document against schema.graphql, so that a page
 * that asks for what is not there fails; what a test does not give is null, or an empty list.
 */
export const server = setupServer(
  socket,
  http.get("*/healthz", () => HttpResponse.text("ok")),
  http.get("*/export/catalog.json", () => HttpResponse.json(double.file ?? {})),
  http.post("*/graphql", async ({ request }) => {
    const { query, variables = {} } = (await request.json()) as { query: string; variables?: Record<string, unknown> };
    const document = parse(query);
    const invalid = validate(schema, document);
    if (invalid.length > 0) return HttpResponse.json({ errors: invalid.map(({ message }) => ({ message })) });
    const [operation] = document.definitions;
    if (operation?.kind === "OperationDefinition") asked.push({ operation: operation.name?.value ?? "", variables });
    const rootValue =
      operation?.kind === "OperationDefinition" && operation.operation === "mutation" ? double.mutation : double.query;
    return HttpResponse.json(
      await execute({ schema, document, variableValues: variables, rootValue: rootValue ?? {}, fieldResolver }),
    );
  }),
);

/** What a test gives, else nothing of the right shape. */
const fieldResolver: NonNullable<Parameters<typeof execute>[0]["fieldResolver"]> = (source, args, _, info) => {
  const given = source?.[info.fieldName];
  const value = typeof given === "function" ? given(args) : given;
  if (value !== undefined) return value;
  const type = isNonNullType(info.returnType) ? info.returnType.ofType : undefined;
  if (!type) return null;
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.value;
  if (isObjectType(type)) return {};
  return (
    { Boolean: false, Int: 0, Float: 0, Long: 0, DateTime: "2026-11-30T12:00:00Z", JSON: {} }[type.toString()] ?? ""
  );
};

/** Has the double answer so from here on. */
export function answers(next: Double): void {
  double = { ...next, query: { me: ME, ...next.query } };
  asked.length = 0;
}

export const ME = { id: "me", name: "Ada Lovelace", role: "ADMIN", kind: "PERSON" };
