import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked } from "~/testing/server";

const SAVED = { id: "t1", qualifiedName: "revenue" };

test("a table by hand: columns pasted from a spreadsheet, reordered by keyboard, saved", async () => {
  answers({ mutation: { createTables: { tables: [SAVED], changeset: { id: "c1" } } } });
  const { router, user } = renderApp("/tables/new");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "revenue");
  await user.click(screen.getByRole("button", { name: "Write columns" }));
  const field = await screen.findByRole("textbox", { name: /^Column:/u });
  const clipboardData = { getData: () => "name\ttype\tpk\nday\tdate\tyes\namount\tdecimal\tno" };
  fireEvent.paste(field, { clipboardData });
  const amount = (await screen.findByDisplayValue("amount")) as HTMLInputElement;
  fireEvent.keyDown(amount, { key: "ArrowUp", altKey: true });
  await user.click(screen.getByRole("button", { name: "Save table" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/tables/t1"));
  expect(asked.find(({ operation }) => operation === "CreateTables")?.variables.input).toEqual([
    {
      name: "revenue",
      schema: null,
      description: null,
      kind: "TABLE",
      columns: [
        { path: ["amount"], dataType: "decimal", nullable: true, primaryKey: null, description: null },
        { path: ["day"], dataType: "date", nullable: false, primaryKey: 1, description: null },
      ],
    },
  ]);
});

test("what is wrong with a column is marked, and nothing is saved until it is mended", async () => {
  answers({});
  const { user } = renderApp("/tables/new");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "t{Enter}");
  const path = await screen.findByRole("textbox", { name: /^Column:/u });
  await user.type(path, "a..b");
  expect(path.getAttribute("aria-invalid")).toBe("true");
  expect((screen.getByRole("button", { name: "Save table" }) as HTMLButtonElement).disabled).toBe(true);
});

test("what was begun is not left without asking", async () => {
  answers({});
  const { router, user } = renderApp("/tables/new");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "t{Enter}");
  await screen.findByRole("textbox", { name: /^Column:/u });
  await user.click(screen.getByRole("link", { name: "Changes" }));
  await user.click(await screen.findByRole("button", { name: "Keep editing" }));
  expect(router.state.location.pathname).toBe("/tables/new");
  await user.click(screen.getByRole("link", { name: "Changes" }));
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/changes"));
});

test("several names are fetched, what is not there is told, and the rest is saved in one changeset", async () => {
  const column = { path: ["id"], dataType: "int", logicalType: "int", nullable: false, primaryKey: 1 };
  async function* fetchColumns({ input }: { input: { name: string } }) {
    if (input.name === "none") throw new Error("There is no table none.");
    yield { fetchColumns: { progress: { phase: "reading" } } };
    yield {
      fetchColumns: {
        result: { id: `fetch-${input.name}`, table: { name: input.name, kind: "VIEW" }, columns: [column] },
      },
    };
  }
  answers({
    query: { sources: { nodes: [{ id: "s1", name: "shop", kind: "MONGODB" }] } },
    mutation: { createTables: { tables: [SAVED, { ...SAVED, id: "t2" }], changeset: { id: "c1" } } },
    subscription: { fetchColumns: fetchColumns as never },
  });
  const { user } = renderApp("/tables/new?source=s1");
  const name = await screen.findByRole("combobox", { name: "Table name" });
  fireEvent.paste(name, { clipboardData: { getData: () => "orders\nnone\ncustomers" } });
  await user.click(screen.getByRole("button", { name: "Fetch 3 tables" }));
  expect(await screen.findByText("There is no table none.")).toBeTruthy();
  await user.click(await screen.findByRole("button", { name: "Save 2 tables" }));
  expect(await screen.findByText("2 tables are saved.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "CreateTables")?.variables.input).toMatchObject([
    { name: "orders", fetched: "fetch-orders", columns: [] },
    { name: "customers", fetched: "fetch-customers", columns: [] },
  ]);
  // What failed stays to be mended.
  expect(screen.getByText("There is no table none.")).toBeTruthy();
});
