import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked } from "~/testing/server";

const ORDERS = {
  id: "t1",
  name: "orders",
  qualifiedName: "shop.orders",
  kind: "COLLECTION",
  version: 4,
  columnCount: 2,
  description: "What people **buy**",
  tags: ["sales"],
  upstreamCount: 1,
  downstreamCount: 2,
  source: { id: "s1", name: "shop", isActive: true },
  columns: {
    nodes: [
      { id: "c1", path: ["items"], dataType: "array<object>", logicalType: "array<object>", origin: "INTROSPECTED" },
      { id: "c2", path: ["items", "sku"], dataType: "string", logicalType: "string", origin: "MANUAL" },
    ],
    pageInfo: { hasNextPage: false },
  },
};
const page = (nodes: unknown[]) => ({
  nodes,
  pageInfo: { hasNextPage: false },
  totalCount: { value: nodes.length, exact: true },
});

test("the list shows the tables that the address asks for", async () => {
  answers({ query: { tables: page([ORDERS]) } });
  const { router, user } = renderApp("/tables?kind=COLLECTION&tag=sales&sort=UPDATED_NEWEST");
  const link = await screen.findByRole("link", { name: "shop.orders" });
  expect(await screen.findByText("1 table")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "Tables")?.variables).toMatchObject({
    filter: { kinds: ["COLLECTION"], tags: ["sales"] },
    orderBy: "UPDATED_NEWEST",
  });
  await user.click(link);
  await waitFor(() => expect(router.state.location.pathname).toBe("/tables/t1"));
});

test("a catalog without tables says what to do next", async () => {
  answers({ query: { tables: page([]) } });
  renderApp("/tables");
  expect(await screen.findByText("Document your first table")).toBeTruthy();
  expect(screen.getByRole("link", { name: "New table" }).getAttribute("href")).toBe("/tables/new");
});

test("a column is described in place, and a nested one is told by its last part", async () => {
  answers({
    query: { table: ORDERS },
    mutation: { updateColumns: { table: { id: "t1" }, changeset: { id: "c9" } } },
  });
  const { user } = renderApp("/tables/t1");
  expect(await screen.findByText("sku")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Description of items.sku" }));
  await user.keyboard("Article number{Enter}");
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "UpdateColumns")?.variables).toEqual({
    id: "t1",
    version: 4,
    patches: [{ id: "c2", description: "Article number" }],
  });
});

test("a description is Markdown, edited in its place", async () => {
  answers({
    query: { table: ORDERS },
    mutation: { updateTable: { table: { id: "t1" }, changeset: { id: "c9" } } },
  });
  const { user } = renderApp("/tables/t1");
  expect((await screen.findByText("buy")).tagName).toBe("STRONG");
  await user.click(screen.getByRole("button", { name: "Edit" }));
  const field = screen.getByRole("textbox", { name: "Description" });
  await user.clear(field);
  await user.type(field, "Orders{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Saved.")).toBeTruthy();
  const [write] = asked.filter(({ operation }) => operation === "UpdateTable");
  expect(write?.variables).toEqual({ id: "t1", version: 4, patch: { description: "Orders" } });
});

test("a table that is gone says where it can be brought back from", async () => {
  answers({ query: { table: null } });
  renderApp("/tables/none");
  expect(await screen.findByText("This table does not exist")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to the changes" })).toBeTruthy();
});

test("a fetch anew is accepted in part", async () => {
  const entry = (id: string, kind: string, path: string[]) => ({ id, kind, path, observed: "text" });
  async function* fetchColumns() {
    const entries = [entry("added/a", "ADDED", ["a"]), entry("removed/b", "REMOVED", ["b"])];
    yield { fetchColumns: { result: { id: "f1", diff: { entries } } } };
  }
  answers({
    query: { table: ORDERS },
    mutation: { applyFetched: { table: { id: "t1" }, changeset: { id: "c9" } } },
    subscription: { fetchColumns },
  });
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Fetch again" }));
  await user.click(await screen.findByRole("checkbox", { name: /Gone/u }));
  await user.click(screen.getByRole("button", { name: "Accept 1" }));
  expect(await screen.findByText("Accepted.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "ApplyFetched")?.variables).toEqual({
    id: "t1",
    version: 4,
    fetched: "f1",
    accept: ["added/a"],
  });
});
