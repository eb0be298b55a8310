import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, server } from "~/testing/server";

afterEach(() => server.resetHandlers());

const ORDERS = {
  id: "t1",
  qualifiedName: "shop.orders",
  kind: "TABLE",
  version: 4,
  columnCount: 1,
  columns: { nodes: [{ id: "c1", path: ["sku"], dataType: "string" }], pageInfo: { hasNextPage: false } },
};

test("a server that is away is told in one line, which goes when it answers again", async () => {
  answers({ query: { table: ORDERS }, mutation: { saveColumns: { table: { id: "t1" }, changeset: { id: "c9" } } } });
  const { user } = renderApp("/tables/t1?edit=yes");
  fireEvent.change(await screen.findByRole("textbox", { name: "Type: sku" }), { target: { value: "text" } });
  const gone = () => HttpResponse.error();
  server.use(http.post("*/graphql", gone), http.get("*/healthz", gone));
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(await screen.findByText(/The server does not answer just now/u)).toBeTruthy();
  expect(screen.getByText("The server does not answer. Is it still running?")).toBeTruthy();
  server.resetHandlers();
  await waitFor(() => expect(screen.queryByText(/does not answer/u)).toBeNull());
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(await screen.findByText("The columns are saved.")).toBeTruthy();
});

test("a browser without a network says so", async () => {
  answers({ query: { table: ORDERS } });
  renderApp("/tables/t1");
  await screen.findByRole("heading", { name: "shop.orders" });
  act(() => void window.dispatchEvent(new Event("offline")));
  expect(await screen.findByText(/You are offline/u)).toBeTruthy();
  act(() => void window.dispatchEvent(new Event("online")));
  await waitFor(() => expect(screen.queryByText(/You are offline/u)).toBeNull());
});
