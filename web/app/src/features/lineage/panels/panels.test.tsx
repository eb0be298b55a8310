import { screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test, vi } from "vitest";
import { renderPart } from "~/testing/renderPart";
import { answers, asked, ME } from "~/testing/server";
import { type LineageListSearch, parseLineageListSearch } from "../model/listSearch";
import type { LineageSearch } from "../model/search";
import { AsOfBar, ImpactPanel, Legend, LineageFilters, LineageList, NodePanel } from ".";

afterEach(() => {
  vi.restoreAllMocks();
});

const variablesOf = (name: string) => asked.findLast(({ operation }) => operation === name)?.variables;
const table = (id: string, more: object = {}) => ({ id, qualifiedName: `shop.${id}`, kind: "TABLE", ...more });
const done = { changeset: { id: "c9" } };

function searching(first: LineageSearch, Part: typeof LineageFilters) {
  const told = vi.fn();
  function Whole() {
    const [search, setSearch] = useState(first);
    const onSearch = (change: Partial<LineageSearch>, replace?: boolean) => {
      told(change, ...(replace ? ["instead"] : []));
      setSearch((before) => ({ ...before, ...change }));
    };
    return <Part search={search} onSearch={onSearch} />;
  }
  return { told, ...renderPart(() => <Whole />) };
}

test("the legend tells every line", async () => {
  renderPart(() => <Legend />);
  expect((await screen.findByRole("list", { name: "Legend" })).children).toHaveLength(6);
});

test("what is filtered is a chip, and one key takes all of them away", async () => {
  answers({ query: { facets: { sources: [{ count: 1, source: { id: "s1", name: "warehouse" } }] } } });
  const { user, told } = searching(
    { of: ["t1"], source: ["s1"], status: ["APPROVED"], confidence: 0.5 },
    LineageFilters,
  );
  const chips = within(await screen.findByRole("group", { name: "Filters in force" }));
  expect(await chips.findByText("Data source: warehouse")).toBeTruthy();
  await user.click(chips.getByRole("button", { name: "Remove the filter at least 50%" }));
  expect(told).toHaveBeenLastCalledWith({ confidence: undefined });
  await user.keyboard("{Shift>}R{/Shift}");
  await waitFor(() => expect(screen.queryByRole("group", { name: "Filters in force" })).toBeNull());
});

test("direction, depth and level are one click away", async () => {
  answers({});
  const { user, told } = searching({ of: ["t1"] }, LineageFilters);
  await user.click(await screen.findByRole("radio", { name: "Upstream" }));
  expect(told).toHaveBeenLastCalledWith({ direction: "UPSTREAM" });
  await user.click(screen.getByRole("radio", { name: "All" }));
  expect(told).toHaveBeenLastCalledWith({ depth: "all" });
  await user.click(screen.getByRole("radio", { name: "3" }));
  expect(told).toHaveBeenLastCalledWith({ depth: undefined });
  await user.click(screen.getByRole("radio", { name: "Columns" }));
  expect(told).toHaveBeenLastCalledWith({ level: "COLUMN" });
});

const STOPS = {
  changesets: {
    nodes: [
      { id: "c12", seq: 12, at: "2026-11-30T12:00:00Z", message: "Last", actor: ME },
      { id: "c7", seq: 7, at: "2026-11-20T12:00:00Z", message: "First", actor: ME },
    ],
  },
};

test("the slider goes through the changes of lineage by keyboard", async () => {
  answers({ query: STOPS });
  const { user, told } = searching({ of: ["t1"] }, AsOfBar);
  const slider = await screen.findByRole("slider", { name: "As of" });
  slider.focus();
  await user.keyboard("{ArrowLeft}");
  await waitFor(() => expect(told).toHaveBeenLastCalledWith({ at: "7" }));
  // However long, it is one line, and whole under the mouse.
  expect((await screen.findByText(/#7 .* Ada Lovelace: First/u)).title).toMatch(/^#7 · .* · Ada Lovelace: First$/u);
  expect(slider.getAttribute("aria-valuetext")).toMatch(/^#7 · /u);
  await user.click(screen.getByRole("button", { name: "Now" }));
  expect(told).toHaveBeenLastCalledWith({ at: undefined });
});

test("keys that are pressed on and on are one step back", async () => {
  answers({ query: STOPS });
  const { user, told } = searching({ of: ["t1"] }, AsOfBar);
  (await screen.findByRole("slider", { name: "As of" })).focus();
  await user.keyboard("{ArrowLeft}");
  await waitFor(() => expect(told.mock.calls).toEqual([[{ at: "7" }]]));
  await user.keyboard("{ArrowLeft}");
  await waitFor(() => expect(told).toHaveBeenCalledTimes(2));
  expect(told.mock.lastCall?.[1]).toBe("instead");
});

test("two points are compared, and what differs is clicked", async () => {
  const ended = { id: "e1", from: "t1", to: "t2", status: "APPROVED", origins: ["MANUAL"] };
  const lineage = {
    nodes: [
      { id: "t1", table: table("t1") },
      { id: "t2", table: table("t2") },
    ],
  };
  answers({ query: { ...STOPS, lineage, lineageDiff: { edges: [{ before: ended, after: null }] } } });
  const { user, told } = searching({ of: ["t1"] }, AsOfBar);
  await user.click(await screen.findByRole("button", { name: "Compare" }));
  expect(told).toHaveBeenLastCalledWith({ since: "7", at: undefined });
  await user.click(await screen.findByRole("button", { name: /shop.t1 → shop.t2/u }));
  expect(told).toHaveBeenLastCalledWith({ edge: "e1" });
  expect(screen.getByText("1 ended")).toBeTruthy();
  expect(variablesOf("LineageDifferences")).toMatchObject({ of: ["t1"], from: { seq: 7 } });
});

test("an ancient point is compared with now, and keys send each end as far as it goes", async () => {
  answers({ query: { ...STOPS, lineage: { nodes: [] }, lineageDiff: { edges: [] } } });
  const { user, told } = searching({ of: ["t1"], at: "6" }, AsOfBar);
  await user.click(await screen.findByRole("button", { name: "Compare" }));
  expect(told).toHaveBeenLastCalledWith({ since: "6", at: undefined });
  const [first, last] = await screen.findAllByRole("slider");
  last?.focus();
  await user.keyboard("{Home}");
  await waitFor(() => expect(told.mock.lastCall?.[0]).toEqual({ since: "6", at: "7" }));
  await user.keyboard("{End}");
  await waitFor(() => expect(told.mock.lastCall?.[0]).toEqual({ since: "6", at: undefined }));
  first?.focus();
  await user.keyboard("{End}");
  await waitFor(() => expect(told.mock.lastCall?.[0]).toEqual({ since: "7", at: undefined }));
});

test("a node tells its facts, and one begins from it or from a column", async () => {
  const node = {
    id: "t1",
    table: table("t1", {
      owner: "maria",
      tags: ["mart"],
      description: "All **orders**",
      columnCount: 1,
      upstreamCount: 2,
    }),
  };
  const columns = { nodes: [{ id: "c1", name: "sku", logicalType: "string" }] };
  answers({ query: { lineage: { nodes: [node] }, table: { ...node.table, columns } } });
  const opened = vi.fn();
  const { user } = renderPart(() => <NodePanel nodeId="t1" level="TABLE" onClose={() => undefined} onOpen={opened} />);
  expect(await screen.findByText("maria")).toBeTruthy();
  expect(screen.getByText("mart")).toBeTruthy();
  expect((await screen.findByText("orders")).tagName).toBe("STRONG");
  expect(screen.getByRole("link", { name: "Open its page" }).getAttribute("href")).toContain("/tables/t1");
  await user.click(screen.getByRole("button", { name: "Start from here" }));
  expect(opened).toHaveBeenLastCalledWith("t1", "TABLE");
  await user.click(await screen.findByRole("button", { name: /sku/u }));
  expect(opened).toHaveBeenLastCalledWith("c1", "COLUMN");
});

test("the impact is counted, listed, and taken away as a file of the server", async () => {
  const nodes = [1, 2, 3].map((n) => ({
    id: `t${n}`,
    depth: n,
    table: table(`t${n}`, { owner: n > 1 ? "olga" : null }),
  }));
  const impact = {
    tables: 3,
    byDepth: [{ depth: 1, tables: 3 }],
    bySource: [{ count: 3, source: null }],
    nodes: { nodes, pageInfo: { hasNextPage: false } },
  };
  answers({ query: { impact } });
  const { user } = renderPart(() => (
    <ImpactPanel of={["t0"]} filter={{ origins: ["SQL"] }} at="7" onClose={() => undefined} />
  ));
  expect(await screen.findByText("3 tables, 0 columns")).toBeTruthy();
  expect(screen.getByRole("region", { name: "By owner" }).textContent).toContain("olga2");
  await user.click(screen.getByRole("radio", { name: "What it relies on" }));
  await waitFor(() => expect(variablesOf("ImpactCounts")).toMatchObject({ direction: "UPSTREAM", of: ["t0"] }));
  expect(variablesOf("ImpactCounts")).toMatchObject({ filter: { origins: ["SQL"] } });
  const files = within(await screen.findByRole("group", { name: "Export" }));
  expect(files.getByRole("link", { name: "XLSX" }).getAttribute("href")).toBe(
    "/export/impact.xlsx?of=t0&direction=UPSTREAM&origins=SQL&seq=7",
  );
  expect(files.getAllByRole("link")).toHaveLength(4);
});

const LISTED = {
  nodes: [
    { id: "t1", depth: 0, upDepth: 0, downDepth: 0, table: table("t1") },
    { id: "up", depth: 1, upDepth: 1, downDepth: null, table: table("up") },
    { id: "down", depth: 2, upDepth: null, downDepth: 2, table: table("down") },
  ],
  edges: [{ id: "e1", from: "up", to: "t1", status: "PROPOSED", origins: ["SQL"] }],
};

function Listed({ first = {} }: { first?: LineageListSearch }) {
  const [search, setSearch] = useState(first);
  const [adding, setAdding] = useState(false);
  return (
    <LineageList
      of={["t1"]}
      search={search}
      onSearch={(change) => setSearch((before) => ({ ...before, ...change }))}
      adding={adding}
      onAdding={setAdding}
      onDraw={() => undefined}
    />
  );
}

test("the list tells both sides, is filtered, and opens an edge", async () => {
  answers({ query: { lineage: LISTED } });
  const { user } = renderPart(() => <Listed />);
  const fed = within(await screen.findByRole("table", { name: /Fed by/u }));
  expect(fed.getByRole("link", { name: "shop.up" })).toBeTruthy();
  expect(within(screen.getByRole("table", { name: /Feeds/u })).getByRole("link", { name: "shop.down" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Open canvas" }).getAttribute("href")).toContain("/lineage?of=");
  await user.click(await screen.findByRole("button", { name: "shop.up: Proposed, details" }));
  expect(await screen.findByRole("region", { name: "Lineage" })).toBeTruthy();
  await user.type(screen.getByRole("searchbox", { name: "Filter by name, source or owner" }), "down");
  await waitFor(() => expect(screen.queryByRole("link", { name: "shop.up" })).toBeNull());
});

test("lineage is added by keyboard", async () => {
  answers({
    query: { lineage: LISTED, tables: { nodes: [table("t1"), table("new")] }, table: null },
    mutation: { createLineage: done },
  });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  await user.click(screen.getByRole("combobox", { name: "Other table" }));
  await screen.findByRole("option", { name: /shop.new/u });
  expect(screen.queryByRole("option", { name: /shop.t1/u })).toBeNull();
  await user.keyboard("{ArrowDown}{Enter}{Tab}");
  await user.type(screen.getByLabelText("Note"), "because{Control>}{Enter}{/Control}");
  expect(await screen.findByText("The lineage is added.")).toBeTruthy();
  expect(variablesOf("ClaimLineage")).toEqual({
    input: [{ from: "new", to: "t1", transformation: null, note: "because" }],
  });
});

test("Enter takes the table that stands first for what was typed", async () => {
  answers({ query: { lineage: LISTED, tables: { nodes: [table("t1"), table("new"), table("newer")] }, table: null } });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  const field = screen.getByRole("combobox", { name: "Other table" });
  await user.type(field, "new");
  await waitFor(() => expect(variablesOf("TablesNamed")).toEqual({ filter: { text: "new" } }));
  await screen.findByRole("option", { name: /shop.newer/u });
  await user.keyboard("{Enter}");
  expect(field).toHaveProperty("value", "shop.new");
  expect(screen.queryByRole("option")).toBeNull();
});

const SOURCES = { nodes: [{ id: "s1", name: "shop db" }] };
const SUGGESTED = [
  { schema: "shop", name: "customers" },
  { schema: "shop", name: "t1" },
];

test("a table that is not there yet is fetched on the spot, and chosen", async () => {
  async function* fetchColumns() {
    yield { fetchColumns: { progress: { phase: "reading" } } };
    yield { fetchColumns: { result: { id: "f1", table: { schema: "shop", name: "customers" } } } };
  }
  const t1 = { ...table("t1"), source: SOURCES.nodes[0] };
  answers({
    query: { lineage: LISTED, tables: { nodes: [t1] }, sources: SOURCES, suggestTables: SUGGESTED },
    mutation: {
      createTable: { table: { id: "t2", qualifiedName: "shop.customers", columnCount: 11 }, changeset: { id: "c2" } },
      createLineage: done,
    },
    subscription: { fetchColumns },
  });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  await user.click(await screen.findByRole("option", { name: /shop.customers/u }));
  expect(await screen.findByText("shop.customers was added to the catalog with 11 columns.")).toBeTruthy();
  expect(variablesOf("FetchTable")).toEqual({ input: { sourceId: "s1", schema: "shop", name: "customers" } });
  expect(variablesOf("MakeTable")).toEqual({ input: { schema: "shop", name: "customers", fetched: "f1" } });
  await user.click(screen.getByRole("button", { name: "Add" }));
  expect(await screen.findByRole("button", { name: "See it drawn" })).toBeTruthy();
  expect(variablesOf("ClaimLineage")).toMatchObject({ input: [{ from: "t2", to: "t1" }] });
});

test("a table that was fetched on the spot and is taken back is chosen no more", async () => {
  async function* fetchColumns() {
    yield { fetchColumns: { result: { id: "f1", table: { schema: "shop", name: "customers" } } } };
  }
  let isThere = false;
  const createTable = () => {
    isThere = true;
    return { table: { id: "t2", qualifiedName: "shop.customers" }, changeset: { id: "c2" } };
  };
  const undoChangeset = () => {
    isThere = false;
    return { changeset: { id: "c3" } };
  };
  answers({
    query: {
      lineage: LISTED,
      sources: SOURCES,
      suggestTables: SUGGESTED,
      table: ({ id }: { id: string }) =>
        id !== "t2" || isThere ? { ...table(id), qualifiedName: `shop.${id}` } : null,
    },
    mutation: { createTable, undoChangeset },
    subscription: { fetchColumns },
  });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  expect(await screen.findByText("Not in the catalog yet: choosing one adds it")).toBeTruthy();
  await user.click(await screen.findByRole("option", { name: /shop.customers/u }));
  const toast = (await screen.findByText("shop.customers was added to the catalog.")).parentElement as HTMLElement;
  const field = screen.getByRole("combobox", { name: "Other table" });
  await waitFor(() => expect(field).toHaveProperty("value", "shop.t2"));
  await user.click(within(toast).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(field).toHaveProperty("value", ""));
  expect(screen.getByRole("button", { name: "Add" })).toHaveProperty("disabled", true);
});

test("when a fetch fails it is told why, and the table is written by hand instead", async () => {
  async function* fetchColumns(): AsyncGenerator<unknown> {
    yield { fetchColumns: { progress: { phase: "reading" } } };
    throw new Error("There is no such table.");
  }
  answers({
    query: { lineage: LISTED, sources: SOURCES },
    mutation: { createTable: { table: { id: "t3", qualifiedName: "invoices" }, changeset: { id: "c3" } } },
    subscription: { fetchColumns },
  });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  await user.type(screen.getByRole("combobox", { name: "Other table" }), "acc.invoices");
  await user.click(await screen.findByRole("option", { name: "Fetch “acc.invoices” from shop db" }));
  expect(await screen.findByText("There is no such table.")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Create “acc.invoices” by hand" }));
  expect(await screen.findByText("invoices was added to the catalog.")).toBeTruthy();
  expect(variablesOf("MakeTable")).toEqual({ input: { schema: "acc", name: "invoices" } });
});

test("a table that the catalog has under another name is chosen by what its source calls it", async () => {
  const own = { ...table("own", { qualifiedName: "dw.places", externalSchema: "shop" }), source: SOURCES.nodes[0] };
  const bound = { ...own, externalName: "customers" };
  const boundTables = ({ names }: { names: { name: string }[] }) =>
    names.some(({ name }) => name === "customers") ? [bound] : [];
  const tables = { nodes: [] };
  answers({ query: { lineage: LISTED, tables, boundTables, sources: SOURCES, suggestTables: SUGGESTED } });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  await user.type(screen.getByRole("combobox", { name: "Other table" }), "shop.customers");
  const option = await screen.findByRole("option", { name: /dw.places/u });
  expect(option.textContent).toContain("shop.customers");
  expect(screen.queryByRole("option", { name: /shop.customers” from|fetch from/u })).toBeNull();
  await user.click(option);
  await user.click(screen.getByRole("button", { name: "Add" }));
  await waitFor(() => expect(variablesOf("ClaimLineage")).toMatchObject({ input: [{ from: "own", to: "t1" }] }));
  expect(variablesOf("MakeTable")).toBeUndefined();
});

test("what was found stays to be chosen while what was typed since is asked for", async () => {
  const own = { ...table("own", { qualifiedName: "dw.places", externalSchema: "shop" }), source: SOURCES.nodes[0] };
  const never = new Promise(() => undefined);
  const suggestTables = ({ text }: { text: string }) => (text === "" ? SUGGESTED : never);
  const boundTables = ({ names }: { names: unknown[] }) =>
    names.length > SUGGESTED.length ? never : [{ ...own, externalName: "customers" }];
  answers({ query: { lineage: LISTED, tables: { nodes: [] }, boundTables, sources: SOURCES, suggestTables } });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  await user.click(screen.getByRole("combobox", { name: "Other table" }));
  await waitFor(() => expect(variablesOf("BoundTables")).toBeTruthy());
  await user.keyboard("shop.cust");
  const option = await screen.findByRole("option", { name: /dw.places/u });
  await waitFor(() => expect(variablesOf("BoundTables")?.names).toHaveLength(3));
  await user.click(option);
  await user.click(screen.getByRole("button", { name: "Add" }));
  await waitFor(() => expect(variablesOf("ClaimLineage")).toMatchObject({ input: [{ from: "own", to: "t1" }] }));
});

test("a name that leads to the table itself is not chosen", async () => {
  async function* fetchColumns() {
    yield { fetchColumns: { result: { id: "f1", table: { schema: "shop", name: "t1" } } } };
  }
  // It is in the catalog by the time it is fetched.
  const boundTables = ({ names }: { names: { schema?: string }[] }) =>
    names.some(({ schema }) => schema === "shop") ? [table("t1")] : [];
  const tables = { nodes: [] };
  answers({ query: { lineage: LISTED, tables, boundTables, sources: SOURCES }, subscription: { fetchColumns } });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  await user.type(screen.getByRole("combobox", { name: "Other table" }), "T1");
  await user.click(await screen.findByRole("option", { name: "Fetch “T1” from shop db" }));
  expect(await screen.findByText("shop.t1 is this table itself: choose another.")).toBeTruthy();
  expect(variablesOf("MakeTable")).toBeUndefined();
});

test("what is cancelled while it is saved is taken back, and not chosen", async () => {
  let save: (() => void) | undefined;
  const saving = new Promise<void>((resolve) => {
    save = resolve;
  });
  async function* fetchColumns() {
    yield { fetchColumns: { result: { id: "f1", table: { schema: "shop", name: "customers" } } } };
  }
  const createTable = async () => {
    await saving;
    return { table: { id: "t2", qualifiedName: "shop.customers" }, changeset: { id: "c2" } };
  };
  answers({
    query: { lineage: LISTED, sources: SOURCES, suggestTables: SUGGESTED },
    mutation: { createTable, undoChangeset: { changeset: { id: "c3" } } },
    subscription: { fetchColumns },
  });
  const { user } = renderPart(() => <Listed />);
  await user.click(await screen.findByRole("button", { name: "Add lineage" }));
  await user.click(await screen.findByRole("option", { name: /shop.customers/u }));
  await waitFor(() => expect(variablesOf("MakeTable")).toBeTruthy());
  await user.click(within(screen.getByRole("status")).getByRole("button", { name: "Cancel" }));
  save?.();
  await waitFor(() => expect(variablesOf("Undo")).toEqual({ id: "c2" }));
  expect(await screen.findByText("Taken back.")).toBeTruthy();
  expect(screen.getByRole("combobox", { name: "Other table" })).toHaveProperty("value", "");
});

test("a viewer sees the list and adds nothing", async () => {
  answers({ query: { lineage: LISTED, me: { ...ME, role: "VIEWER" } } });
  renderPart(() => <Listed />);
  expect(await screen.findByRole("link", { name: "shop.up" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add lineage" })).toBeNull();
});

test("a table without lineage says what to do next", async () => {
  answers({ query: { lineage: { nodes: LISTED.nodes.slice(0, 1) } } });
  const { user } = renderPart(() => <Listed />);
  expect(await screen.findByText("No lineage yet")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Add lineage" }));
  expect(await screen.findByRole("form", { name: "Add lineage" })).toBeTruthy();
});

test("the list is as its address says, and tells what of it is changed", async () => {
  answers({ query: { lineage: LISTED } });
  const address = { direction: "UPSTREAM", depth: 5, find: "up", edge: "e1", from: "up", to: "t1", level: "none" };
  const first = parseLineageListSearch(address);
  expect(first).toEqual({ ...address, level: undefined });
  renderPart(() => <Listed first={first} />);
  expect(await screen.findByRole("region", { name: "Lineage" })).toBeTruthy();
  expect(screen.queryByRole("table", { name: /Feeds/u, hidden: true })).toBeNull();
  expect(screen.getByRole("searchbox", { hidden: true })).toHaveProperty("value", "up");
  expect(variablesOf("LineageListed")).toMatchObject({ direction: "UPSTREAM", depth: 5, level: "TABLE" });
});
