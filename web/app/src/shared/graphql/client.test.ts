import { HttpResponse, http } from "msw";
import { afterEach, expect, test } from "vitest";
import { server } from "~/testing/server";
import { ask } from "./client";
import { TypedDocumentString } from "./generated/graphql";

const QUERY = new TypedDocumentString<{ table: unknown; tables: unknown }, { id: string }>("query Q { table { id } }");
const answer = (make: () => Response) => server.use(http.post("*/graphql", make));

afterEach(() => server.resetHandlers());

test("a field of the query that could not be answered is a failure, and one below it is not", async () => {
  const error = (path: string[]) => ({ message: "Away.", path, extensions: { code: "TIMEOUT" } });
  answer(() => HttpResponse.json({ data: { table: null, tables: [] }, errors: [error(["table"])] }));
  await expect(ask(QUERY, { id: "t" })).rejects.toMatchObject({ code: "TIMEOUT", message: "Away." });
  const data = { table: { upstreamCount: null } };
  answer(() => HttpResponse.json({ data, errors: [error(["table", "upstreamCount"])] }));
  await expect(ask(QUERY, { id: "t" })).resolves.toEqual(data);
});

test("what takes a field of the query along as it must not be null is a failure too", async () => {
  const error = { message: "Busy.", path: ["table", "columns", "nodes"], extensions: { code: "UNAVAILABLE" } };
  answer(() => HttpResponse.json({ data: { table: null, tables: [] }, errors: [error] }));
  await expect(ask(QUERY, { id: "t" })).rejects.toMatchObject({ code: "UNAVAILABLE", message: "Busy." });
  answer(() => HttpResponse.json({ data: null, errors: [{ ...error, path: ["tables", 0, "id"] }] }));
  await expect(ask(QUERY, { id: "t" })).rejects.toMatchObject({ code: "UNAVAILABLE" });
});

test("what something in between answers is told with its status", async () => {
  answer(() => HttpResponse.html("<h1>Bad gateway</h1>", { status: 502 }));
  await expect(ask(QUERY, { id: "t" })).rejects.toMatchObject({ code: "UNREACHABLE", message: /502/u });
  answer(() => HttpResponse.html("<h1>Too large</h1>", { status: 413 }));
  await expect(ask(QUERY, { id: "t" })).rejects.toMatchObject({ code: "INTERNAL", message: /413/u });
});
