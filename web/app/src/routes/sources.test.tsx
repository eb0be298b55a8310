import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

const KINDS = [
  {
    kind: "MONGODB",
    title: "MongoDB",
    settings: [
      { name: "hosts", label: "Hosts", type: "TEXT_LIST", required: true, help: "Where it is." },
      { name: "password", label: "Password", type: "TEXT", secret: true, help: "Never shown." },
      { name: "tls", label: "TLS", type: "FLAG", help: "Encrypt." },
    ],
  },
];
const SHOP = {
  id: "shop",
  name: "shop",
  kind: "MONGODB",
  isActive: true,
  hasSecret: true,
  version: 3,
  settings: { hosts: ["a:1"] },
  lastTest: { status: "FAILED", testedAt: "2026-11-30T12:00:00Z" },
  tables: { totalCount: { value: 7, exact: true } },
};
const list = (nodes: unknown[]) => ({ sources: { nodes, pageInfo: { hasNextPage: false } }, sourceKinds: KINDS });

test("the list tells how each source fared", async () => {
  answers({ query: list([SHOP]) });
  renderApp("/sources");
  const row = (await screen.findByText("shop")).closest("tr");
  expect(row?.textContent).toContain("MongoDB");
  expect(row?.textContent).toContain("Failed");
  expect(within(row as HTMLElement).getByLabelText("7 tables of shop")).toBeTruthy();
});

test("the rest of a long list is shown when it is asked for", async () => {
  const sources = ({ after }: { after: string | null }) =>
    after
      ? { nodes: [{ ...SHOP, id: "store", name: "store" }], pageInfo: { hasNextPage: false } }
      : { nodes: [SHOP], pageInfo: { hasNextPage: true, endCursor: "behind shop" } };
  answers({ query: { ...list([]), sources } });
  const { user } = renderApp("/sources");
  await user.click(await screen.findByRole("button", { name: "Show more" }));
  expect(await screen.findByText("store")).toBeTruthy();
  expect(screen.getByText("shop")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

test("what was typed is not lost by closing, and an editor who is no administrator types nothing", async () => {
  answers({ query: list([SHOP]) });
  const { router, user } = renderApp("/sources");
  await user.click(await screen.findByRole("button", { name: "Add data source" }));
  await user.click(await screen.findByRole("button", { name: /MongoDB/u }));
  await user.type(await screen.findByRole("textbox", { name: /^Name/u }), "x");
  await user.click(screen.getByRole("button", { name: "Close" }));
  await user.click(await screen.findByRole("button", { name: "Keep editing" }));
  expect(router.state.location.search).toMatchObject({ edit: "new", newKind: "MONGODB" });
  cleanup();
  answers({ query: { ...list([SHOP]), me: { ...ME, role: "EDITOR" } } });
  renderApp("/sources?edit=new");
  expect(await screen.findByText(/An administrator may/u)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add data source" })).toBeNull();
});

test("the address filters the list, and one key takes the filters away", async () => {
  answers({ query: list([]) });
  const { router, user } = renderApp("/sources?q=x&kind=ORACLE&active=no");
  await user.click(await screen.findByRole("button", { name: "Reset filters" }));
  expect(asked.find(({ operation }) => operation === "Sources")?.variables.filter).toEqual({
    text: "x",
    kinds: ["ORACLE"],
    isActive: false,
  });
  expect(router.state.location.search).toEqual({});
  expect(await screen.findByText("Connect your first data source")).toBeTruthy();
});

test("an untested source is saved after asking, with what was typed and nothing else", async () => {
  answers({
    query: list([]),
    mutation: { createSource: { source: { id: "new", name: "shop" }, changeset: { id: "c1" } } },
  });
  const { router, user } = renderApp("/sources?edit=new&newKind=MONGODB");
  await user.type(await screen.findByRole("textbox", { name: /^Name/u }), "shop");
  await user.type(screen.getByRole("textbox", { name: /^Hosts/u }), "a:1, b:2");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Save anyway" }));
  expect(await screen.findByText("shop is saved.")).toBeTruthy();
  const writes = asked.filter(({ operation }) => operation === "CreateSource").map(({ variables }) => variables);
  const input = {
    name: "shop",
    kind: "MONGODB",
    description: null,
    isActive: true,
    settings: { hosts: ["a:1", "b:2"] },
  };
  expect(writes).toEqual([
    { input, dryRun: true },
    { input, dryRun: false },
  ]);
  expect(router.state.location.search).toEqual({});
});

test("a saved source leads on to a table of it, and so does its row", async () => {
  answers({
    query: list([SHOP]),
    mutation: { createSource: { source: { id: "new", name: "store" }, changeset: { id: "c1" } } },
  });
  const { router, user } = renderApp("/sources?edit=new&newKind=MONGODB");
  await user.type(await screen.findByRole("textbox", { name: /^Name/u }), "store");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Save anyway" }));
  const row = screen.getByRole("link", { name: "New table from shop" });
  expect(row.getAttribute("href")).toBe("/tables/new?source=shop");
  await user.click(await screen.findByRole("button", { name: "New table" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ source: "new" }));
  expect(router.state.location.pathname).toBe("/tables/new");
});

test("a stored secret is told and never filled; what stays the same is saved without asking", async () => {
  answers({
    query: { ...list([SHOP]), source: SHOP },
    mutation: { updateSource: { source: { id: "shop", name: "store" }, changeset: { id: "c2" } } },
  });
  const { user } = renderApp("/sources?edit=shop");
  const secret = (await screen.findByPlaceholderText("Stored. Type to replace it.")) as HTMLInputElement;
  expect(secret.value).toBe("");
  const name = screen.getByRole("textbox", { name: /^Name/u });
  await user.clear(name);
  await user.type(name, "store");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("store is saved.")).toBeTruthy();
  const [write] = asked.filter(({ operation }) => operation === "UpdateSource");
  expect(write?.variables).toMatchObject({ id: "shop", version: 3, dryRun: false, patch: { name: "store" } });
  expect(write?.variables.patch).not.toHaveProperty("secret");
});

test("a viewer changes nothing", async () => {
  answers({ query: { ...list([SHOP]), source: SHOP, me: { ...ME, role: "VIEWER" } } });
  renderApp("/sources?edit=shop");
  expect(await screen.findByText(/You may look/u)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
});

test("a test tells each step, and on failure the cause and what to do", async () => {
  const failed = {
    name: "authentication",
    title: "Log in",
    status: "FAILED",
    problem: { code: "LOCKED", title: "The account is locked.", cause: "Too many tries.", remedy: "ALTER USER x;" },
  };
  async function* testConnection() {
    yield { testConnection: { step: { name: "dns", title: "Look up the host", status: "PASSED" } } };
    yield { testConnection: { step: failed } };
    yield { testConnection: { result: { status: "FAILED", steps: [failed] } } };
  }
  answers({ query: list([]), subscription: { testConnection } });
  const { user } = renderApp("/sources?edit=new&newKind=MONGODB");
  await user.type(await screen.findByRole("textbox", { name: /^Hosts/u }), "a:1");
  await user.click(screen.getByRole("button", { name: "Test connection" }));
  expect(await screen.findByText("Result of this test")).toBeTruthy();
  expect(screen.getByText("The account is locked.")).toBeTruthy();
  expect(screen.getByText("ALTER USER x;")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "TestConnection")?.variables).toEqual({
    input: { kind: "MONGODB", settings: { hosts: ["a:1"] } },
  });
});

test("what stands against deleting a source without tables is told", async () => {
  const source = { ...SHOP, tables: { totalCount: { value: 0, exact: true } } };
  const deleteSource = () => {
    throw new GraphQLError("Bo was faster.", { extensions: { code: "CONFLICT" } });
  };
  answers({ query: { ...list([source]), source }, mutation: { deleteSource } });
  const { user } = renderApp("/sources?edit=shop");
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  const dialog = await screen.findByRole("dialog", { name: /shop\?/u });
  await user.click(within(dialog).getByRole("button", { name: "Delete" }));
  expect(await within(dialog).findByText("Bo was faster.")).toBeTruthy();
});

test("a connection string is taken apart when it is pasted", async () => {
  const database = { name: "database", label: "Database", type: "TEXT", required: true, help: "Which." };
  const [kind] = KINDS;
  const settings = [kind?.settings[0], database, ...(kind?.settings.slice(1) ?? [])];
  answers({ query: { ...list([]), sourceKinds: [{ ...kind, settings }] } });
  const { user } = renderApp("/sources?edit=new&newKind=MONGODB");
  const hosts = await screen.findByRole("textbox", { name: /^Hosts/u });
  await user.click(hosts);
  await user.paste("mongodb://ada:secret@a:1,b:2/shop?tls=true&replicaSet=rs0");
  const typed = (name: RegExp) => (screen.getByRole("textbox", { name }) as HTMLTextAreaElement).value;
  expect(typed(/^Hosts/u)).toBe("a:1\nb:2");
  expect(typed(/^Database/u)).toBe("shop");
  expect(typed(/^Name/u)).toBe("shop");
  expect((screen.getByLabelText(/^Password/u) as HTMLInputElement).value).toBe("secret");
  // What this kind has no field for is not told to be taken.
  expect(screen.getByText("Taken from the connection string: Hosts, Database, Password, TLS")).toBeTruthy();
});
