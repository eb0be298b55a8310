import { focusManager } from "@tanstack/react-query";
import { act, screen, waitFor } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked } from "~/testing/server";

/*
 * What is being typed outlives that what it is typed into is loaded anew: in vain, or with what somebody else changed.
 */

const COLUMN = { path: ["sku"], dataType: "string", logicalType: "string", origin: "MANUAL" };
const ORDERS = {
  id: "t1",
  name: "orders",
  qualifiedName: "shop.orders",
  kind: "TABLE",
  version: 4,
  columnCount: 1,
  description: "old",
  schema: "shop",
  tags: [],
  columns: { nodes: [{ ...COLUMN, id: "c1" }], pageInfo: { hasNextPage: false } },
};
const SHOP = { id: "shop", name: "shop", kind: "MONGODB", isActive: true, version: 3, settings: {} };

const count = (operation: string) => asked.filter((one) => one.operation === operation).length;
const sent = (operation: string) =>
  asked.filter((one) => one.operation === operation).map(({ variables }) => variables);

beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-30T12:00:00Z") }));
afterEach(() => {
  vi.useRealTimers();
  focusManager.setFocused(undefined);
});

/** Comes back to the window after a while: what is shown is loaded anew. */
async function comeBack(operation: string) {
  const before = count(operation);
  vi.setSystemTime(Date.now() + 60_000);
  act(() => {
    focusManager.setFocused(false);
    focusManager.setFocused(true);
  });
  await waitFor(() => expect(count(operation)).toBeGreaterThan(before));
}

const away = () => {
  throw new GraphQLError("It took too long.", { extensions: { code: "TIMEOUT" } });
};

test("what cannot be loaded anew stays with what is typed into it, and says so until it can", async () => {
  let table: () => unknown = () => ORDERS;
  answers({ query: { table: () => table() } });
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  await user.type(await screen.findByRole("textbox", { name: "Description" }), " and more");
  table = away;
  await comeBack("Table");
  expect(await screen.findByText(/What you see may be out of date\..*It took too long\./u)).toBeTruthy();
  expect(screen.getByRole("textbox", { name: "Description" })).toHaveProperty("value", "old and more");
  table = () => ORDERS;
  await user.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(screen.queryByText(/may be out of date/u)).toBeNull());
  expect(screen.getByRole("textbox", { name: "Description" })).toHaveProperty("value", "old and more");
});

test("a description is not saved over what somebody else wrote meanwhile", async () => {
  let table = ORDERS;
  const updateTable = ({ version }: { version: number }) => {
    if (version === table.version) return { table: { id: "t1" }, changeset: { id: "c9" } };
    throw new GraphQLError("Bo was faster.", { extensions: { code: "CONFLICT" } });
  };
  answers({ query: { table: () => table }, mutation: { updateTable } });
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  await user.type(await screen.findByRole("textbox", { name: "Description" }), "!");
  table = { ...ORDERS, version: 5, description: "Bo's", qualifiedName: "shop.renamed" };
  await comeBack("Table");
  await screen.findByRole("heading", { name: "shop.renamed" });
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Somebody wrote something else here meanwhile:")).toBeTruthy();
  expect(sent("UpdateTable")).toEqual([{ id: "t1", version: 4, patch: { description: "old!" } }]);
  expect(screen.getByRole("textbox", { name: "Description" })).toHaveProperty("value", "old!");
});

test("two fields saved one right after the other do not stand against each other", async () => {
  let table = ORDERS;
  const updateTable = ({ version, patch }: { version: number; patch: object }) => {
    if (version !== table.version) throw new GraphQLError("You were faster.", { extensions: { code: "CONFLICT" } });
    table = { ...table, ...patch, version: version + 1 };
    return { table: { id: "t1" }, changeset: { id: `c${version}` } };
  };
  answers({ query: { table: () => table }, mutation: { updateTable } });
  const { user } = renderApp("/tables/t1?tab=about");
  await user.type(await screen.findByRole("textbox", { name: "Name" }), "2");
  await user.type(screen.getByRole("textbox", { name: "Schema" }), "3");
  await user.type(screen.getByRole("combobox", { name: "Tags" }), "a{Enter}b{Enter}");
  await waitFor(() => expect(table).toMatchObject({ name: "orders2", schema: "shop3", tags: ["a", "b"] }));
  expect(sent("UpdateTable").map(({ version }) => version)).toEqual([4, 5, 6, 7]);
  expect(screen.queryByText("You were faster.")).toBeNull();
});

test("what a cell is given shows at once, and is there with why when it is refused", async () => {
  let answer: (() => void) | undefined;
  const updateColumns = () =>
    new Promise((_, refuse) => {
      answer = () => refuse(new GraphQLError("That is too long.", { extensions: { code: "TOO_LONG" } }));
    });
  answers({ query: { table: ORDERS }, mutation: { updateColumns } });
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Description of sku" }));
  await user.keyboard("long{Enter}");
  const cell = await screen.findByRole("button", { name: "Description of sku: long" });
  expect(document.activeElement).toBe(cell);
  await waitFor(() => expect(answer).toBeTruthy());
  answer?.();
  expect((await screen.findByText("That is too long.")).getAttribute("role")).toBe("alert");
  const field = screen.getByRole("textbox", { name: "Description of sku" });
  expect(field).toHaveProperty("value", "long");
  expect(document.activeElement).toBe(field);
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Description of sku" }));
});

test("a source that somebody else saved does not empty the form, and is not overwritten", async () => {
  let source = SHOP;
  const sourceKinds = [
    {
      kind: "MONGODB",
      title: "MongoDB",
      settings: [{ name: "password", label: "Password", type: "TEXT", secret: true }],
    },
  ];
  const updateSource = { source: { id: "shop", name: "mine" }, changeset: { id: "c1" } };
  answers({
    query: { sources: { nodes: [], pageInfo: {} }, sourceKinds, source: () => source },
    mutation: { updateSource },
  });
  const { user } = renderApp("/sources?edit=shop");
  await user.type(await screen.findByLabelText(/^Password/u), "typed");
  source = { ...SHOP, name: "theirs", version: 4 };
  await comeBack("Source");
  await waitFor(() => expect(count("Source")).toBe(2));
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Save anyway" }));
  await screen.findByText("mine is saved.");
  expect(sent("UpdateSource").at(-1)).toMatchObject({ version: 3, patch: { secret: { password: "typed" } } });
});

test("a description that was changed is not thrown away by Escape unasked", async () => {
  answers({ query: { table: ORDERS } });
  const { user } = renderApp("/tables/t1");
  for (const end of ["Keep editing", "Discard"]) {
    if (end === "Keep editing") await user.click(await screen.findByRole("button", { name: "Edit" }));
    await user.type(await screen.findByRole("textbox", { name: "Description" }), "!{Escape}");
    await user.click(await screen.findByRole("button", { name: end }));
  }
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Description" })).toBeNull());
  // Once more: the question was not answered for ever.
  await user.click(screen.getByRole("button", { name: "Edit" }));
  await user.type(await screen.findByRole("textbox", { name: "Description" }), "?");
  await user.click(screen.getByRole("link", { name: "Changes" }));
  expect(await screen.findByText("Discard what you typed?")).toBeTruthy();
});

test("a field that saves itself says so", async () => {
  answers({ query: { table: ORDERS }, mutation: { updateTable: { table: { id: "t1" }, changeset: { id: "c9" } } } });
  const { user } = renderApp("/tables/t1?tab=about");
  expect(await screen.findByText(/Each field saves itself/u)).toBeTruthy();
  await user.type(screen.getByRole("textbox", { name: "Name" }), "2{Enter}");
  expect(await screen.findByText("✓ Saved.")).toBeTruthy();
});
