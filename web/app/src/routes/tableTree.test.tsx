import { screen, waitFor, within } from "@testing-library/react";
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
  // As a tree it is told to whoever does not see it.
  const rows = within(screen.getByRole("treegrid", { name: "Columns" })).getAllByRole("row");
  expect(rows.map((row) => [row.getAttribute("aria-level"), row.getAttribute("aria-expanded")])).toEqual([
    [null, null],
    ["1", "true"],
    ["2", null],
    ["2", null],
    ["1", null],
  ]);
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
    mutation: { restoreTables: { changeset: { id: "c8", seq: 8 }, warnings: [] } },
  });
  const { user } = renderApp("/tables/t1");
  expect(await screen.findByRole("heading", { name: "shop.orders" })).toBeTruthy();
  expect(screen.getByText(/Vera Rubin deleted this table/u)).toBeTruthy();
  expect(screen.getByText("sku")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Bring back" }));
  // Not what else went with it.
  await waitFor(() =>
    expect(asked.find(({ operation }) => operation === "RestoreTables")?.variables).toEqual({
      changeset: "c7",
      tables: ["t1"],
    }),
  );
  expect(asked.some(({ operation }) => operation === "Undo")).toBe(false);
});

test("columns of which none lies below another are a plain table, and what the engine says is loaded when looked at", async () => {
  answers({ query: { table: { ...TABLE, definition: "select 1", columns: { nodes: [column("total")] } } } });
  const { user } = renderApp("/tables/t1");
  expect(await screen.findByRole("table", { name: "Columns" })).toBeTruthy();
  expect(asked.some(({ operation }) => operation === "EngineFacts")).toBe(false);
  await user.click(screen.getByRole("tab", { name: "About" }));
  expect(await screen.findByText("select 1")).toBeTruthy();
});
