import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked } from "~/testing/server";

const column = (...path: string[]) => ({ id: path.join("."), path, dataType: "text", primaryKey: null });
const TABLE = {
  id: "t1",
  qualifiedName: "shop.orders",
  columnCount: 4,
  columns: { nodes: [column("items"), column("items", "sku"), column("items", "price"), column("total")] },
};

test("what lies below a column is folded by mouse, by keyboard, and all at once", async () => {
  answers({ query: { table: TABLE } });
  const { user } = renderApp("/tables/t1");
  const fold = await screen.findByRole("button", { name: "What lies below items" });
  expect(fold.getAttribute("aria-expanded")).toBe("true");
  await user.click(fold);
  expect(screen.queryByText("sku")).toBeNull();
  expect(screen.getByText("total")).toBeTruthy();
  screen.getByRole("button", { name: "Details of items" }).focus();
  await user.keyboard("{ArrowRight}");
  expect(screen.getByText("sku")).toBeTruthy();
  await user.keyboard("{ArrowLeft}");
  expect(screen.queryByText("sku")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Unfold all" }));
  expect(screen.getByText("price")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Fold all" }));
  expect(screen.queryByText("price")).toBeNull();
});

test("a deleted table is shown as it was, to be brought back", async () => {
  const deletion = { id: "c7", seq: 7, at: "2026-11-30T12:00:00Z", actor: { name: "Vera Rubin" } };
  answers({
    query: {
      table: ({ asOf }: { asOf?: { seq: number } }) => (asOf?.seq === 6 ? TABLE : null),
      changesets: { nodes: [deletion] },
    },
    mutation: { undoChangeset: { changeset: { id: "c8", seq: 8 }, warnings: [] } },
  });
  const { user } = renderApp("/tables/t1");
  expect(await screen.findByRole("heading", { name: "shop.orders" })).toBeTruthy();
  expect(screen.getByText(/Vera Rubin deleted this table/u)).toBeTruthy();
  expect(screen.getByText("sku")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Bring back" }));
  await waitFor(() => expect(asked.find(({ operation }) => operation === "Undo")?.variables).toEqual({ id: "c7" }));
});
