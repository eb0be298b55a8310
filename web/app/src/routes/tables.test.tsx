import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

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

test("several tables are chosen and changed in one step that can be taken back", async () => {
  const nodes = ["a", "b", "c"].map((id) => ({
    ...ORDERS,
    id,
    version: 2,
    qualifiedName: id,
    tags: id === "a" ? ["x"] : [],
  }));
  const taken: string[] = [];
  answers({
    query: { tables: page(nodes) },
    mutation: {
      updateTables: { changeset: { id: "tags" } },
      deleteTables: { changeset: { id: "gone" } },
      undoChangeset: ({ id }: { id: string }) => {
        taken.push(id);
        return { changeset: { id: `undo-${id}` } };
      },
    },
  });
  const { user } = renderApp("/tables");
  await user.click(await screen.findByRole("checkbox", { name: "Choose a" }));
  await user.keyboard("{Shift>}");
  await user.click(screen.getByRole("checkbox", { name: "Choose b" }));
  await user.keyboard("{/Shift}");
  await user.click(await screen.findByRole("button", { name: "Add tags" }));
  const form = within(await screen.findByRole("dialog"));
  await user.type(form.getByRole("combobox", { name: "Tags" }), "x{Enter}");
  await user.click(form.getByRole("button", { name: "Add tags" }));
  expect(await screen.findByText("2 tables have the tags.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "UpdateTables")?.variables.patches).toEqual([
    { id: "b", version: 2, tags: ["x"] },
  ]);
  await user.click(screen.getByRole("button", { name: "Delete" }));
  const told = (await screen.findByText("2 tables are deleted.")).parentElement;
  await user.click(within(told as HTMLElement).getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Taken back.")).toBeTruthy();
  expect(taken).toEqual(["gone"]);
  expect(asked.find(({ operation }) => operation === "DeleteTables")?.variables.tables).toEqual([
    { id: "a", version: 2 },
    { id: "b", version: 2 },
  ]);
});

test("deleted tables are listed and brought back; what stands against it is told", async () => {
  const changeset = {
    id: "c7",
    seq: 7,
    actor: { name: "Ada" },
    changes: {
      nodes: [{ entityId: "t9", kind: "TABLE", name: "hr.gone", operation: "DELETED" }],
      totalCount: { value: 1 },
    },
  };
  let refused = true;
  const undoChangeset = () => {
    if (!refused) return { changeset: { id: "c8" } };
    refused = false;
    const blockers = [
      { reason: "NAME_TAKEN", entity: "TABLE", id: "t1", name: "hr.gone", seq: 8, actor: { name: "Bo" } },
    ];
    throw new GraphQLError("It cannot be taken back.", { extensions: { code: "CONFLICT", conflict: { blockers } } });
  };
  answers({
    query: { changesets: { nodes: [changeset], pageInfo: { hasNextPage: false } } },
    mutation: { undoChangeset },
  });
  const { user } = renderApp("/tables?deleted=yes");
  const button = await screen.findByRole("button", { name: "Bring back hr.gone" });
  await user.click(button);
  expect(await screen.findByText(/The name hr.gone is taken. \(#8, Bo\)/u)).toBeTruthy();
  const other = screen.getByRole("link", { name: "Open the table that has it, to rename it" });
  expect(other.getAttribute("href")).toBe("/tables/t1?tab=about");
  await user.click(button);
  expect(await screen.findByText("Taken back.")).toBeTruthy();
});

test("of tables that were deleted together one comes back alone, which can be taken back, and leaves the list", async () => {
  const gone = (name: string) => ({ entityId: name, kind: "TABLE", name, operation: "DELETED" });
  const changes = {
    nodes: [gone("hr.a"), gone("hr.b"), gone("hr.c")],
    totalCount: { value: 3 },
    pageInfo: { hasNextPage: false },
  };
  const deletion = { id: "c7", seq: 7, actor: { name: "Ada" }, changes };
  const undone: object[] = [];
  let refused = true;
  const restoreTables = ({ tables }: { tables: string[] }) => {
    if (refused) {
      refused = false;
      const blockers = [{ reason: "NAME_TAKEN", entity: "TABLE", id: "t1", name: "hr.a", changesetId: "c8", seq: 8 }];
      throw new GraphQLError("It cannot be undone.", { extensions: { code: "CONFLICT", conflict: { blockers } } });
    }
    const nodes = tables.map((name) => ({ ...gone(name), operation: "CREATED" }));
    undone.push({ id: "c9", seq: 9, changes: { nodes, pageInfo: { hasNextPage: false } } });
    return { changeset: { id: "c9" }, warnings: [] };
  };
  answers({
    query: {
      changesets: ({ filter }: { filter: { origin?: string } }) => ({
        nodes: filter.origin ? undone : [deletion],
        pageInfo: { hasNextPage: false },
      }),
      changeset: deletion,
    },
    mutation: { restoreTables },
  });
  const { user } = renderApp("/tables?deleted=yes");
  await user.click(await screen.findByRole("button", { name: /^Choose…/u }));
  await user.click(await screen.findByRole("checkbox", { name: "hr.a" }));
  await user.click(screen.getByRole("button", { name: "Bring 1 table back" }));
  expect(await screen.findByText(/The name hr.a is taken/u)).toBeTruthy();
  // That would bring back the others too.
  expect(screen.queryByRole("button", { name: /first, then this/u })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Bring 1 table back" }));
  const toast = (await screen.findByText("1 table is back.")).parentElement as HTMLElement;
  expect(within(toast).getByRole("button", { name: "Undo" })).toBeTruthy();
  await waitFor(() => expect(screen.queryByRole("link", { name: "hr.a" })).toBeNull());
  await user.click(screen.getByRole("button", { name: /^Bring the rest back/u }));
  expect(await screen.findByText("2 tables are back.")).toBeTruthy();
  expect(await screen.findByText("No deleted table")).toBeTruthy();
  const restored = asked.filter(({ operation }) => operation === "RestoreTables").map(({ variables }) => variables);
  expect(restored.map(({ tables }) => tables)).toEqual([["hr.a"], ["hr.a"], ["hr.b", "hr.c"]]);
});

test("a viewer chooses nothing", async () => {
  answers({ query: { tables: page([ORDERS]), me: { ...ME, role: "VIEWER" } } });
  renderApp("/tables");
  expect(await screen.findByRole("link", { name: "shop.orders" })).toBeTruthy();
  expect(screen.queryByRole("checkbox")).toBeNull();
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

test("all columns are edited at once and saved in one changeset; what the server refuses is told at its column", async () => {
  let refused = true;
  const saveColumns = () => {
    if (!refused) return { table: { id: "t1" }, changeset: { id: "c9" } };
    refused = false;
    const problems = [{ path: ["columns", "1", "path"], code: "INVALID", message: "That name is odd." }];
    throw new GraphQLError("Some columns are refused.", { extensions: { code: "VALIDATION", problems } });
  };
  answers({ query: { table: ORDERS }, mutation: { saveColumns } });
  const { router, user } = renderApp("/tables/t1?edit=yes");
  const items = await screen.findByRole("textbox", { name: "Column: items" });
  fireEvent.change(screen.getByRole("textbox", { name: "Column: items.sku" }), { target: { value: "items.article" } });
  await user.click(screen.getByRole("checkbox", { name: "Key: items.article" }));
  fireEvent.keyDown(items, { key: "ArrowDown", altKey: true });
  fireEvent.paste(items, { clipboardData: { getData: () => "note\ttext" } });
  expect(await screen.findByText("1 added · 1 changed · order changed")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect((await screen.findByRole("alert")).textContent).toBe("Some columns are refused.That name is odd.");
  // Whoever does not see the mark is told why at the field.
  const name = screen.getByRole("textbox", { name: "Column: items" });
  const why = document.getElementById(name.getAttribute("aria-describedby") ?? "");
  expect([why?.textContent, name.getAttribute("aria-invalid")]).toEqual(["That name is odd.", "true"]);
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(await screen.findByText("The columns are saved.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "EditColumns")?.variables).toMatchObject({
    id: "t1",
    version: 4,
    columns: [
      { id: "c2", path: ["items", "article"], primaryKey: 1 },
      { id: "c1", path: ["items"] },
      { path: ["note"], dataType: "text" },
    ],
  });
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("columns that are edited are not left without asking", async () => {
  answers({ query: { table: ORDERS } });
  const { router, user } = renderApp("/tables/t1?edit=yes");
  fireEvent.change(await screen.findByRole("textbox", { name: "Type: items" }), { target: { value: "array" } });
  await user.click(screen.getByRole("tab", { name: "History" }));
  await user.click(await screen.findByRole("button", { name: "Keep editing" }));
  expect(router.state.location.search).toEqual({ edit: "yes" });
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await user.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("what a person wrote over the source is marked, and taken back", async () => {
  const [column] = ORDERS.columns.nodes;
  const table = { ...ORDERS, columns: { ...ORDERS.columns, nodes: [{ ...column, overridden: ["dataType"] }] } };
  answers({ query: { table }, mutation: { updateColumns: { table: { id: "t1" }, changeset: { id: "c9" } } } });
  const { user } = renderApp("/tables/t1");
  expect(await screen.findByRole("img", { name: "A person wrote this over what the source says" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Details of items" }));
  await user.click(await screen.findByRole("button", { name: "Back to the source's" }));
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "UpdateColumns")?.variables.patches).toEqual([
    { id: "c1", dataType: null },
  ]);
});

test("a table is bound to what a source calls it; what collides is told before", async () => {
  const bindTable = ({ externalName, dryRun }: { externalName: string; dryRun: boolean }) => {
    if (externalName !== "taken") return { table: { id: "t1" }, changeset: dryRun ? null : { id: "c9" } };
    const problems = [{ path: ["externalName"], code: "DUPLICATE", message: "Another table is bound to it." }];
    throw new GraphQLError("It cannot be bound.", { extensions: { code: "VALIDATION", problems } });
  };
  const manual = { ...ORDERS, source: null, schema: "shop" };
  answers({ query: { table: manual, sources: { nodes: [{ id: "s1", name: "shop" }] } }, mutation: { bindTable } });
  const { router, user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Bind to a source" }));
  await user.click(await screen.findByRole("combobox", { name: /^Source/u }));
  await user.click(await screen.findByRole("option", { name: "shop" }));
  const name = screen.getByRole("combobox", { name: /^Name at the source/u });
  await user.clear(name);
  await user.type(name, "taken");
  expect(await screen.findByText("Another table is bound to it.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await user.click(await screen.findByRole("button", { name: "Keep editing" }));
  await user.clear(name);
  await user.type(name, "ORDERS");
  expect(await screen.findByText(/Nothing stands against it/u)).toBeTruthy();
  const dialog = within(screen.getByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Bind to a source" }));
  expect(await screen.findByText("The table is bound.")).toBeTruthy();
  expect(asked.findLast(({ operation }) => operation === "BindTable")?.variables).toMatchObject({
    sourceId: "s1",
    externalSchema: "shop",
    externalName: "ORDERS",
    dryRun: false,
  });
  await waitFor(() => expect(router.state.location.search).toEqual({ open: "fetch" }));
});

test("a table is bound to what another is bound to once it is said that both are meant", async () => {
  const bindTable = ({ boundTwice, dryRun }: { boundTwice: boolean; dryRun: boolean }) => {
    if (boundTwice) return { table: { id: "t1" }, changeset: dryRun ? null : { id: "c9" } };
    const problems = [{ path: ["externalName"], code: "BOUND_TWICE", message: "Say `boundTwice: true`." }];
    const conflict = { entity: "TABLE", id: "t2", name: "dw.orders", blockers: [] };
    throw new GraphQLError("It is there.", { extensions: { code: "CONFLICT", problems, conflict } });
  };
  const manual = { ...ORDERS, source: null, schema: "shop" };
  answers({ query: { table: manual, sources: { nodes: [{ id: "s1", name: "shop" }] } }, mutation: { bindTable } });
  const { user } = renderApp("/tables/t1?open=bind");
  await user.click(await screen.findByRole("combobox", { name: /^Source/u }));
  await user.click(await screen.findByRole("option", { name: "shop" }));
  expect(await screen.findByText("The catalog has this one already, as dw.orders.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open dw.orders" }).getAttribute("href")).toBe("/tables/t2");
  const bind = within(screen.getByRole("dialog")).getByRole("button", { name: "Bind to a source" });
  expect(bind).toHaveProperty("disabled", true);
  await user.click(screen.getByRole("checkbox", { name: "Both tables are meant" }));
  expect(await screen.findByText(/Nothing stands against it/u)).toBeTruthy();
  await user.click(bind);
  expect(await screen.findByText("The table is bound.")).toBeTruthy();
  expect(asked.findLast(({ operation }) => operation === "BindTable")?.variables).toMatchObject({
    externalName: "orders",
    boundTwice: true,
    dryRun: false,
  });
});

test("a table is renamed where its facts are; a name that is taken is told at the field", async () => {
  const updateTable = () => {
    const problems = [{ path: ["name"], code: "DUPLICATE", message: "Another table has this name." }];
    throw new GraphQLError("It cannot be renamed.", { extensions: { code: "VALIDATION", problems } });
  };
  answers({ query: { table: ORDERS }, mutation: { updateTable } });
  const { user } = renderApp("/tables/t1?tab=about");
  const name = await screen.findByRole("textbox", { name: "Name" });
  await user.clear(name);
  await user.type(name, "customers{Enter}");
  expect(await screen.findByText("Another table has this name.")).toBeTruthy();
  await user.type(name, "{Escape}");
  expect((name as HTMLInputElement).value).toBe("orders");
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

test("a fetch is told in words, without what accepting would not change", async () => {
  const key = { kind: "PRIMARY", name: "JOB_ID_PK", columns: ["JOB_ID"], references: null, enabled: true };
  const changed = (field: string, rest: object) => ({ id: `changed//${field}`, kind: "CHANGED", field, ...rest });
  const entries = [
    changed("keys", { stored: [], observed: [key] }),
    changed("kind", { stored: null, observed: "TABLE", overridden: "TABLE" }),
    changed("comment", { stored: null, observed: "Jobs", overridden: "My words" }),
    { ...changed("nullable", { stored: true, observed: false }), path: ["sku"] },
  ];
  async function* fetchColumns() {
    yield { fetchColumns: { result: { id: "f1", diff: { entries } } } };
  }
  answers({
    query: { table: ORDERS },
    mutation: { applyFetched: { table: { id: "t1" }, changeset: { id: "c9" } } },
    subscription: { fetchColumns },
  });
  const { user } = renderApp("/tables/t1?open=fetch");
  expect(await screen.findByText("New: Primary key JOB_ID_PK: JOB_ID")).toBeTruthy();
  const dialog = within(screen.getByRole("dialog"));
  expect(dialog.getByText("sku · Nullable")).toBeTruthy();
  expect(dialog.getByText("Yes → No")).toBeTruthy();
  expect(dialog.getByText("A person wrote My words; that stays.")).toBeTruthy();
  expect(dialog.queryByText("Kind")).toBeNull();
  expect(dialog.getAllByRole("checkbox")).toHaveLength(3);
  expect(dialog.getByText(/1 column was written by hand.*items\.sku/u)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Accept 2" }));
  expect(await screen.findByText("Accepted.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "ApplyFetched")?.variables.accept).toBeNull();
});

test("a fetch that changes nothing is closed, or its date noted", async () => {
  async function* fetchColumns() {
    yield { fetchColumns: { result: { id: "f1", diff: { entries: [] } } } };
  }
  answers({
    query: { table: ORDERS },
    mutation: { applyFetched: { table: { id: "t1" }, changeset: { id: "c9" } } },
    subscription: { fetchColumns },
  });
  const { router, user } = renderApp("/tables/t1?open=fetch");
  expect(await screen.findByText("Nothing changed at the source.")).toBeTruthy();
  await user.click(screen.getByText("Close", { selector: ".mantine-Button-label" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
  expect(asked.some(({ operation }) => operation === "ApplyFetched")).toBe(false);
  await user.click(screen.getByRole("button", { name: "Fetch again" }));
  await user.click(await screen.findByRole("button", { name: "Note the date of this fetch" }));
  expect(await screen.findByText("The fetch is noted.")).toBeTruthy();
});

test("choosing more than is loaded ends where the next page fails", async () => {
  let failed = 0;
  const nodes = [{ ...ORDERS, id: "a", qualifiedName: "a" }];
  const tables = ({ after }: { after: string | null }) => {
    if (!after) return { nodes, pageInfo: { hasNextPage: true, endCursor: "a" } };
    failed += 1;
    // An end, so that a loop shows as a number.
    if (failed > 5) return page([]);
    throw new GraphQLError("It took too long.", { extensions: { code: "TIMEOUT" } });
  };
  answers({ query: { tables } });
  const { user } = renderApp("/tables");
  await user.click(await screen.findByRole("checkbox", { name: "Choose a" }));
  await waitFor(() => expect(failed).toBe(1));
  await user.click(await screen.findByRole("button", { name: /1,000/u }));
  await waitFor(() => expect(failed).toBe(2));
  expect(await screen.findByText(/It took too long\./u)).toBeTruthy();
  expect(failed).toBe(2);
});

test("columns of the source that were removed here are told, and come back", async () => {
  const column = (path: string, ordinal: number, hidden = false) => ({
    path,
    observed: { ordinal, dataType: "text" },
    ...(hidden && { words: { hidden } }),
  });
  const columns = [column("items", 0), column("status", 1, true)];
  answers({
    query: { table: ORDERS },
    mutation: { saveColumns: { table: { id: "t1" }, changeset: { id: "c9" } } },
    file: { tables: [{ fetched: { columns } }] },
  });
  const { user } = renderApp("/tables/t1");
  expect(await screen.findByText(/1 column of the source was removed here/u)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show" }));
  await user.click(screen.getByRole("button", { name: "Bring back status" }));
  expect(await screen.findByText("status is back.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "EditColumns")?.variables).toEqual({
    id: "t1",
    version: 4,
    columns: [{ id: "c1", path: ["items"] }, { path: ["status"] }, { id: "c2", path: ["items", "sku"] }],
  });
});

test("who writes the columns of a table that has none begins in the first cell", async () => {
  const empty = { ...ORDERS, source: null, columnCount: 0, columns: { nodes: [], pageInfo: { hasNextPage: false } } };
  answers({ query: { table: empty }, mutation: { saveColumns: { table: { id: "t1" }, changeset: { id: "c9" } } } });
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Write columns" }));
  await waitFor(() => expect(document.activeElement?.getAttribute("data-field")).toBe("path"));
  expect(screen.getByRole("button", { name: "Save columns" })).toHaveProperty("disabled", true);
  await user.keyboard("sku{Tab}text");
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(await screen.findByText("The columns are saved.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "EditColumns")?.variables.columns).toMatchObject([
    { path: ["sku"], dataType: "text" },
  ]);
});
