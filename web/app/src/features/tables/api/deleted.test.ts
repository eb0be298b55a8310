import { expect, test } from "vitest";
import { createQueryClient } from "~/shared/graphql/queries";
import { paged } from "~/testing/paged";
import { answers } from "~/testing/server";
import { deletedTableOptions } from "./deleted";

test("a deleted table is shown with the columns of all pages", async () => {
  const columns = paged(["a", "b"].map((id) => ({ id, path: [id] })));
  const changesets = { nodes: [{ id: "c1", seq: 7, actor: { name: "Ada" } }] };
  answers({ query: { changesets, table: { id: "t1", columns } } });
  const gone = await createQueryClient().fetchQuery(deletedTableOptions("t1"));
  expect(gone?.table.columns.nodes.map(({ id }) => id)).toEqual(["a", "b"]);
});
