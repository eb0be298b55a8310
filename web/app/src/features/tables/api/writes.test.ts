import { type QueryClient, QueryObserver } from "@tanstack/react-query";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { createQueryClient } from "~/shared/graphql/queries";
import { answers, asked } from "~/testing/server";
import { columnsOptions, tableOptions } from "./table";
import { writeColumn } from "./writes";

const NODE = { id: "c1", path: ["sku"], dataType: "string", origin: "MANUAL", description: "old" };
const columns = (version: number, node: object = NODE) => ({
  id: "t1",
  version,
  columns: { nodes: [node], pageInfo: { hasNextPage: false } },
});
const sent = () => asked.filter(({ operation }) => operation === "UpdateColumns").map(({ variables }) => variables);

/** The columns of a table as they are shown while the server has `table`. */
async function shown(table: object, updateColumns: unknown = { table: { id: "t1" } }) {
  answers({ query: { table }, mutation: { updateColumns } });
  const queries = createQueryClient();
  await queries.fetchQuery(columnsOptions("t1", ""));
  return queries;
}

/** As a page that shows them: what nobody looks at is not loaded anew. */
const looksAt = (queries: QueryClient) =>
  new QueryObserver(queries, columnsOptions("t1", "")).subscribe(() => undefined);

const conflict = () => {
  throw new GraphQLError("Bo was faster.", { extensions: { code: "CONFLICT", conflict: { actor: { name: "Bo" } } } });
};

test("a cell is written over the version that its column was shown with, not over one that was loaded apart", async () => {
  const queries = await shown(columns(4));
  answers({ query: { table: columns(5) }, mutation: { updateColumns: { table: { id: "t1" } } } });
  await queries.fetchQuery(tableOptions("t1"));
  await writeColumn(queries, "t1", "", { id: "c1", description: "mine" });
  expect(sent()).toEqual([{ id: "t1", version: 4, patches: [{ id: "c1", description: "mine" }] }]);
});

test("who insists writes over the version that he names", async () => {
  const queries = await shown(columns(4));
  await writeColumn(queries, "t1", "", { id: "c1", description: "mine" }, 7);
  expect(sent()).toMatchObject([{ version: 7 }]);
});

test("what another changed beside it is no conflict: it is written over the newer version", async () => {
  const queries = await shown(columns(4));
  const updateColumns = ({ version }: { version: number }) => (version === 4 ? conflict() : { table: { id: "t1" } });
  answers({ query: { table: columns(5, { ...NODE, dataType: "text" }) }, mutation: { updateColumns } });
  const end = looksAt(queries);
  await writeColumn(queries, "t1", "", { id: "c1", description: "mine" });
  end();
  expect(sent().map(({ version }) => version)).toEqual([4, 5]);
});

test("what another changed of the same is told, and not written over", async () => {
  const queries = await shown(columns(4));
  answers({ query: { table: columns(5, { ...NODE, description: "theirs" }) }, mutation: { updateColumns: conflict } });
  const end = looksAt(queries);
  await expect(writeColumn(queries, "t1", "", { id: "c1", description: "mine" })).rejects.toThrow("Bo was faster.");
  end();
  expect(sent().map(({ version }) => version)).toEqual([4]);
});
