import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { GraphQLError } from "graphql";
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

test("a schema that is typed before a name is told apart, and one goes on with the first column", async () => {
  answers({ query: { sources: { nodes: [SHOP] } } });
  const { user } = renderApp("/tables/new");
  await user.click(await screen.findByRole("combobox", { name: "Data source" }));
  await user.click(await screen.findByRole("option", { name: "No source" }));
  const name = screen.getByRole("combobox", { name: "Table name" });
  expect(document.activeElement).toBe(name);
  await user.keyboard("dw.locations{Enter}");
  const path = await screen.findByRole("textbox", { name: /^Column:/u });
  await waitFor(() => expect(document.activeElement).toBe(path));
  expect(screen.getByRole("textbox", { name: "Schema" })).toHaveProperty("value", "dw");
  expect(screen.getByRole("textbox", { name: /^Name in the catalog/u })).toHaveProperty("value", "locations");
});

test("the field of the name follows a suggestion that is taken", async () => {
  async function* fetchColumns({ input }: { input: { name: string } }) {
    if (input.name === "employes") {
      const extensions = { code: "NOT_FOUND", suggestions: [{ schema: "HR", name: "EMPLOYEES" }] };
      throw new GraphQLError("There is no table employes.", { extensions });
    }
    yield { fetchColumns: { result: { id: "f1", table: { schema: "HR", name: input.name, kind: "TABLE" } } } };
  }
  answers({ query: { sources: { nodes: [SHOP] } }, subscription: { fetchColumns: fetchColumns as never } });
  const { user } = renderApp("/tables/new?source=s1&name=employes");
  await user.click(await screen.findByRole("button", { name: "Fetch columns" }));
  await user.click(await screen.findByRole("button", { name: "HR.EMPLOYEES" }));
  await waitFor(() =>
    expect(screen.getByRole("combobox", { name: "Table name" })).toHaveProperty("value", "HR.EMPLOYEES"),
  );
});

test("what is suggested late does not open over what was asked for", async () => {
  const fetchColumns = () => {
    throw new GraphQLError("There is no table employes.", { extensions: { code: "NOT_FOUND" } });
  };
  let suggest = (_: { schema: string; name: string }[]) => {};
  const suggested = new Promise<{ schema: string; name: string }[]>((resolve) => {
    suggest = resolve;
  });
  const suggestTables = ({ text }: { text: string }) => (text === "" ? [] : suggested);
  answers({
    query: { sources: { nodes: [SHOP] }, suggestTables },
    subscription: { fetchColumns: fetchColumns as never },
  });
  const { user } = renderApp("/tables/new?source=s1");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "employes");
  await waitFor(() => expect(asked.some(({ variables }) => variables.text === "employes")).toBe(true));
  await user.keyboard("{Enter}");
  await screen.findByText("There is no table employes.");
  suggest([{ schema: "HR", name: "EMPLOYEES" }]);
  const field = screen.getByRole("combobox", { name: "Table name" });
  expect(field.getAttribute("aria-expanded")).toBe("false");
  // It is there when one types on.
  await user.type(field, "s");
  expect(await screen.findByRole("option", { name: "HR.EMPLOYEES" })).toBeTruthy();
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

test("a draft that was written into is not discarded without asking", async () => {
  answers({});
  const { user } = renderApp("/tables/new");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "t{Enter}");
  await user.type(await screen.findByRole("textbox", { name: /^Column:/u }), "a");
  await user.click(screen.getByRole("button", { name: /Discard/u }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Keep editing" }));
  expect(screen.getByRole("textbox", { name: "Column: a" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: /Discard/u }));
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Column: a" })).toBeNull());
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

test("what becomes ready while the others are saved is neither lost nor left", async () => {
  let second: (() => void) | undefined;
  let save: (() => void) | undefined;
  const result = (name: string) => ({
    fetchColumns: { result: { id: `fetch-${name}`, table: { name, kind: "TABLE" }, columns: [] } },
  });
  async function* fetchColumns({ input }: { input: { name: string } }) {
    if (input.name === "two") await new Promise<void>((go) => (second = go));
    yield result(input.name);
  }
  answers({
    query: { sources: { nodes: [{ id: "s1", name: "shop", kind: "ORACLE" }] } },
    mutation: {
      createTables: async () => {
        await new Promise<void>((go) => (save = go));
        return { tables: [SAVED], changeset: { id: "c1" } };
      },
    },
    subscription: { fetchColumns: fetchColumns as never },
  });
  const { router, user } = renderApp("/tables/new?source=s1");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "one, two, one{Enter}");
  await user.click(await screen.findByRole("button", { name: "Save table" }));
  await waitFor(() => expect(save).toBeTruthy());
  expect((await screen.findByDisplayValue("one")).closest("[inert]")).toBeTruthy();
  await waitFor(() => expect(second).toBeTruthy());
  second?.();
  await screen.findByRole("button", { name: "Save 2 tables" });
  save?.();
  expect(await screen.findByText("revenue is saved.")).toBeTruthy();
  expect(await screen.findByDisplayValue("two")).toBeTruthy();
  expect(router.state.location.pathname).toBe("/tables/new");
  expect(asked.filter(({ operation }) => operation === "CreateTables").map(({ variables }) => variables.input)).toEqual(
    [[expect.objectContaining({ name: "one" })]],
  );
});

test("what the server refuses is told at the table and the field that it is about", async () => {
  async function* fetchColumns({ input }: { input: { name: string } }) {
    yield { fetchColumns: { result: { id: input.name, table: { name: input.name, kind: "TABLE" }, columns: [] } } };
  }
  const createTables = () => {
    const problems = [{ path: ["1", "name"], code: "DUPLICATE", message: "It is in the catalog already." }];
    throw new GraphQLError("One table is refused.", { extensions: { code: "VALIDATION", problems } });
  };
  answers({
    query: { sources: { nodes: [{ id: "s1", name: "shop", kind: "ORACLE" }] } },
    mutation: { createTables },
    subscription: { fetchColumns: fetchColumns as never },
  });
  const { user } = renderApp("/tables/new?source=s1");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "one, two{Enter}");
  await user.click(await screen.findByRole("button", { name: "Save 2 tables" }));
  expect(await screen.findByText("One table is refused.")).toBeTruthy();
  const name = screen.getByRole("textbox", { name: /^Name in the catalog/u });
  expect(name).toHaveProperty("value", "two");
  expect(name.getAttribute("aria-invalid")).toBe("true");
  const rows = within(screen.getByRole("list", { name: "Tables that are not saved yet" })).getAllByRole("listitem");
  expect(rows.map((row) => row.textContent?.includes("It is in the catalog already."))).toEqual([false, true]);
});

const SHOP = { id: "s1", name: "shop", kind: "MONGODB" };
const ERP = { id: "s2", name: "erp", kind: "ORACLE" };
const sourceField = () => screen.getByRole("combobox", { name: "Data source" }) as HTMLInputElement;

test("the only source is meant, also when it is told late, until somebody says that there is none", async () => {
  let tell: ((value: unknown) => void) | undefined;
  const late = new Promise((resolve) => {
    tell = resolve;
  });
  answers({ query: { sources: () => late } });
  const { router, user } = renderApp("/tables/new");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "orders");
  expect((screen.getByRole("button", { name: "Fetch columns" }) as HTMLButtonElement).disabled).toBe(true);
  tell?.({ nodes: [SHOP] });
  await waitFor(() => expect(sourceField().value).toBe("shop"));
  await user.click(sourceField());
  await user.click(await screen.findByRole("option", { name: "No source" }));
  expect(router.state.location.search).toEqual({ source: "none" });
  expect(await screen.findByRole("button", { name: "Write columns" })).toBeTruthy();
});

test("of several sources none is guessed, and the one that was used last comes first", async () => {
  async function* fetchColumns() {
    yield { fetchColumns: { result: { id: "f", table: { name: "orders", kind: "TABLE" } } } };
  }
  answers({
    query: { sources: { nodes: [ERP, SHOP] } },
    subscription: { fetchColumns },
  });
  localStorage.clear();
  const { user } = renderApp("/tables/new");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "orders{Enter}");
  expect(await screen.findByText("Choose where it is, or that it has no source.")).toBeTruthy();
  await user.click(sourceField());
  await user.click(await screen.findByRole("option", { name: "shop" }));
  await user.click(screen.getByRole("button", { name: "Fetch columns" }));
  expect(await screen.findByRole("button", { name: "Save table" })).toBeTruthy();
  cleanup();
  renderApp("/tables/new");
  await waitFor(() => expect(sourceField().value).toBe("shop"));
});

test("a saved table leads on to what it comes from", async () => {
  answers({
    query: { table: { id: "t1", qualifiedName: "revenue" } },
    mutation: { createTables: { tables: [SAVED], changeset: { id: "c1" } } },
  });
  const { router, user } = renderApp("/tables/new");
  await user.type(await screen.findByRole("combobox", { name: "Table name" }), "revenue");
  await user.click(await screen.findByRole("button", { name: "Write columns" }));
  await user.click(await screen.findByRole("button", { name: "Save table" }));
  await user.click(await screen.findByRole("button", { name: "Say where its data comes from" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ tab: "lineage", add: "yes" }));
  expect(await screen.findByRole("form", { name: "Add lineage" })).toBeTruthy();
});

test("of several names the one that the catalog has is left out and told, the others are saved", async () => {
  async function* fetchColumns({ input }: { input: { name: string } }) {
    const table = { schema: "hr", name: input.name, kind: "TABLE" };
    yield { fetchColumns: { result: { id: `fetch-${input.name}`, table } } };
  }
  const boundTables = ({ names }: { names: { name: string }[] }) =>
    names.some(({ name }) => name === "jobs") ? [{ id: "t9", qualifiedName: "hr.jobs" }] : [];
  answers({
    query: { sources: { nodes: [SHOP] }, boundTables },
    mutation: { createTables: { tables: [SAVED, { ...SAVED, id: "t2" }], changeset: { id: "c1" } } },
    subscription: { fetchColumns: fetchColumns as never },
  });
  const { router, user } = renderApp("/tables/new");
  const name = await screen.findByRole("combobox", { name: "Table name" });
  await waitFor(() => expect(sourceField().value).toBe("shop"));
  fireEvent.paste(name, { clipboardData: { getData: () => "jobs\nstaff\njobs_history" } });
  await user.click(screen.getByRole("button", { name: "Fetch 3 tables" }));
  expect(await screen.findByText("hr.jobs is in the catalog already")).toBeTruthy();
  const compare = screen.getByRole("link", { name: "Compare with what is there" });
  expect(compare.getAttribute("href")).toBe("/tables/t9?open=fetch");
  await user.click(await screen.findByRole("button", { name: "Save 2 tables" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/tables"));
  expect(asked.find(({ operation }) => operation === "CreateTables")?.variables.input).toMatchObject([
    { name: "staff" },
    { name: "jobs_history" },
  ]);
});
