import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

const column = (id: string, name: string, logicalType: string) => ({ id, name, logicalType, dataType: logicalType });
const TABLES: Record<string, object> = {
  t1: {
    id: "t1",
    qualifiedName: "raw.orders",
    columnCount: 3,
    columns: { nodes: [column("a", "id", "int"), column("b", "status", "string(20)"), column("c", "at", "date")] },
  },
  t2: {
    id: "t2",
    qualifiedName: "stg.orders",
    columnCount: 3,
    columns: { nodes: [column("x", "id", "int"), column("y", "state", "string(10)"), column("z", "tz", "timestamp")] },
  },
};
const COMPACT = {
  nodes: { id: ["a", "x"] },
  edges: { id: ["e1"], from: [0], to: [1], status: ["APPROVED"], origins: [["MANUAL"]], derived: [false] },
};
const EMPTY = { nodes: { id: [] }, edges: { id: [], from: [], to: [], status: [], origins: [], derived: [] } };
const proposal = (from: string, to: string, confidence: number) => ({
  reason: confidence === 1 ? "EXACT" : "SIMILAR",
  confidence,
  from: { id: from },
  to: { id: to },
});
const query = {
  table: ({ id }: { id: string }) => TABLES[id] ?? null,
  tables: { nodes: Object.values(TABLES) },
  lineage: { compact: EMPTY },
  proposeMapping: [proposal("a", "x", 1), proposal("b", "y", 0.7)],
};
const mutation = { createLineage: { changeset: { id: "c9" } } };
const saved = () => asked.find(({ operation }) => operation === "SaveMapping")?.variables;
const AT = "/mapping?from=t1&to=t2";

test("proposals tell why and how types fit; the certain ones are accepted at once and saved as one", async () => {
  answers({ query, mutation });
  const { user } = renderApp(AT);
  expect(await screen.findByText(/string\(20\) is longer than string\(10\)/u)).toBeTruthy();
  expect(screen.getByText("Same name")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Accept these (1)" }));
  await user.click(screen.getByRole("button", { name: "Dismiss the rest (1)" }));
  await user.type(screen.getByRole("textbox", { name: "Transformation of id → id" }), "abs(id)");
  await user.type(screen.getByRole("textbox", { name: "Why" }), "Checked");
  await user.click(screen.getByRole("button", { name: "Save 1 pair" }));
  expect(await screen.findByText("1 pair is saved.")).toBeTruthy();
  expect(saved()).toEqual({ input: [{ from: "a", to: "x", transformation: "abs(id)" }], message: "Checked" });
  expect(screen.queryByRole("button", { name: /^Save/u })).toBeNull();
});

test("two clicks make a pair, which can be removed", async () => {
  answers({ query, mutation });
  const { user } = renderApp(AT);
  const from = within(await screen.findByRole("listbox", { name: "raw.orders" }));
  const to = within(screen.getByRole("listbox", { name: "stg.orders" }));
  await user.click(from.getByRole("option", { name: /^at/u }));
  await user.click(to.getByRole("option", { name: /tz/u }));
  expect(await screen.findByText("Each day becomes its midnight.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Save 1 pair" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Dismiss at → tz" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Save 1 pair" })).toBeNull());
});

test("several are paired by keyboard alone", async () => {
  answers({ query: { ...query, proposeMapping: [] }, mutation });
  const { user } = renderApp(AT);
  (await screen.findByRole("listbox", { name: "raw.orders" })).focus();
  await user.keyboard("{ArrowDown}{Shift>}{ArrowDown}{/Shift}{Enter}");
  expect(document.activeElement).toBe(screen.getByRole("listbox", { name: "stg.orders" }));
  await user.keyboard("{ArrowDown} {ArrowDown} {Enter}");
  expect(document.activeElement).toBe(screen.getByRole("listbox", { name: "raw.orders" }));
  await user.click(await screen.findByRole("button", { name: "Save 2 pairs" }));
  await waitFor(() =>
    expect(saved()).toEqual({
      input: [
        { from: "a", to: "x" },
        { from: "b", to: "y" },
      ],
      message: null,
    }),
  );
});

test("numbers that do not go together are told, and no pair is guessed", async () => {
  answers({ query: { ...query, proposeMapping: [] } });
  const { user } = renderApp(AT);
  (await screen.findByRole("listbox", { name: "raw.orders" })).focus();
  await user.keyboard("{ArrowDown}{Shift>}{End}{/Shift}{ArrowRight}{ArrowDown}{Shift>}{ArrowDown}{/Shift}{Enter}");
  expect(await screen.findByText(/^3 and 2 are chosen/u)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Save/u })).toBeNull();
});

test("what runs already is listed and not proposed again", async () => {
  answers({ query: { ...query, lineage: { compact: COMPACT } } });
  renderApp(AT);
  expect(await screen.findByText("1 pair has lineage already")).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Accept status → state" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Accept id → id" })).toBeNull();
});

test("whoever leaves is asked about what is not saved", async () => {
  answers({ query });
  const { user, router } = renderApp(AT);
  await user.click(await screen.findByRole("button", { name: "Accept id → id" }));
  await user.click(screen.getByRole("button", { name: "Swap the two tables" }));
  expect(await screen.findByText("Discard what you typed?")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Keep editing" }));
  expect(router.state.location.search).toEqual({ from: "t1", to: "t2" });
  await user.click(await screen.findByRole("button", { name: "Swap the two tables" }));
  await user.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ from: "t2", to: "t1" }));
});

test("without tables one is told to choose, and the choice is in the address", async () => {
  answers({ query });
  const { user, router } = renderApp("/mapping");
  expect(await screen.findByText("Choose two tables")).toBeTruthy();
  await user.click(screen.getByRole("combobox", { name: "Data comes from" }));
  await user.click(await screen.findByRole("option", { name: /raw.orders/u }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ from: "t1" }));
});

test("a viewer sees what runs and decides nothing", async () => {
  answers({ query: { ...query, lineage: { compact: COMPACT }, me: { ...ME, role: "VIEWER" } } });
  renderApp(AT);
  expect(await screen.findByText("1 pair has lineage already")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Accept|Pair|Save/u })).toBeNull();
  expect(asked.some(({ operation }) => operation === "MappingProposals")).toBe(false);
});

test("columns of every page are there, what is filtered stands in the address, and missing lineage is told", async () => {
  const many = ({ after }: { after: string | null }) =>
    after
      ? { nodes: [column("q", "later", "int")], pageInfo: { hasNextPage: false } }
      : { nodes: [column("a", "id", "int")], pageInfo: { hasNextPage: true, endCursor: "p2" } };
  const table = ({ id }: { id: string }) => (id === "t1" ? { ...TABLES.t1, columns: many } : TABLES[id]);
  answers({ query: { ...query, table, lineage: { compact: EMPTY, truncated: true } } });
  const { router, user } = renderApp(AT);
  const from = within(await screen.findByRole("listbox", { name: "raw.orders" }));
  expect(from.getByRole("option", { name: /^later/u })).toBeTruthy();
  expect(screen.getByText(/some of it may be missing/u)).toBeTruthy();
  const [filter] = screen.getAllByRole("searchbox");
  await user.type(filter as HTMLElement, "lat");
  await waitFor(() => expect(router.state.location.search).toMatchObject({ from: "t1", filterFrom: "lat" }));
  expect(from.queryByRole("option", { name: /^id/u })).toBeNull();
});
