import { expect, test } from "vitest";
import { createQueryClient } from "~/shared/graphql/queries";
import { paged } from "~/testing/paged";
import { answers } from "~/testing/server";
import { columnChoicesOptions } from "./list";
import { columnsOptions } from "./walk";

const COLUMNS = ["a", "b", "c"].map((id) => ({ id, name: id, path: [id] }));

test("columns beyond the first page can be chosen and are drawn", async () => {
  answers({ query: { table: { id: "t1", columns: paged(COLUMNS) } } });
  const queries = createQueryClient();
  const chosen = await queries.fetchQuery(columnChoicesOptions("t1"));
  expect(chosen.table?.columns.nodes.map(({ id }) => id)).toEqual(["a", "b", "c"]);
  const drawn = await queries.fetchQuery(columnsOptions("t1", undefined));
  expect(drawn.table?.columns.nodes.map(({ id }) => id)).toEqual(["a", "b", "c"]);
});

test("a table that is not there has no columns", async () => {
  answers({ query: { table: null } });
  expect(await createQueryClient().fetchQuery(columnChoicesOptions("t1"))).toEqual({ table: null });
});
