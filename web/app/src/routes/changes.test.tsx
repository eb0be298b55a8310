import { fireEvent, screen, waitFor } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

const CHANGESET = {
  id: "c1",
  seq: 12,
  origin: "UI",
  message: "Why not",
  actor: { name: "Ada Lovelace" },
  counts: [{ kind: "TABLE", operation: "UPDATED", count: 1 }],
  changes: {
    nodes: [
      {
        kind: "TABLE",
        name: "orders",
        operation: "UPDATED",
        entityId: "t1",
        fields: [{ field: "owner", old: null, new: "sales" }],
      },
    ],
    totalCount: { value: 1, exact: true },
    pageInfo: { hasNextPage: false },
  },
};
const feed = { changesets: { nodes: [CHANGESET], pageInfo: { hasNextPage: false } }, changeset: CHANGESET };

test("a changeset tells who, why and what, and is taken back", async () => {
  answers({ query: feed, mutation: { undoChangeset: { changeset: { id: "c2", seq: 13 } } } });
  const { user } = renderApp("/changes?kind=TABLE");
  expect(await screen.findByText("Why not")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "Changesets")?.variables.filter).toEqual({ kind: "TABLE" });
  await user.click(screen.getByRole("button", { name: "Details" }));
  expect(await screen.findByText("sales")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Taken back.")).toBeTruthy();
  expect(asked.find(({ operation }) => operation === "Undo")?.variables).toEqual({ id: "c1" });
});

test("the address narrows the list by person, thing and days", async () => {
  answers({ query: feed });
  const { router, user } = renderApp("/changes?who=ada&entity=t1&from=2026-11-29");
  await user.click(await screen.findByRole("button", { name: "Reset filters" }));
  expect(asked.find(({ operation }) => operation === "Changesets")?.variables.filter).toEqual({
    actor: "ada",
    entityId: "t1",
    from: new Date(2026, 10, 29).toISOString(),
  });
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("days are chosen in one field, which tells them", async () => {
  answers({ query: feed });
  const { router, user } = renderApp("/changes?from=2020-11-29");
  await user.click(await screen.findByRole("button", { name: "When: Nov 29, 2020 –" }));
  fireEvent.change(await screen.findByLabelText("To"), { target: { value: "2020-12-03" } });
  await screen.findByRole("button", { name: "When: Nov 29, 2020 – Dec 3, 2020" });
  expect(router.state.location.search).toEqual({ from: "2020-11-29", to: "2020-12-03" });
  await user.click(screen.getByRole("button", { name: "Any time" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("an undo that is refused tells what stands against it", async () => {
  const undoChangeset = () => {
    const blocker = {
      reason: "CHANGED_LATER",
      entity: "COLUMN",
      id: "c1",
      name: "sku",
      seq: 13,
      actor: { name: "Bo" },
    };
    throw new GraphQLError("It cannot be undone.", {
      extensions: { code: "CONFLICT", conflict: { blockers: [blocker, { ...blocker, field: "path" }] } },
    });
  };
  answers({ query: feed, mutation: { undoChangeset } });
  const { user } = renderApp("/changes");
  await user.click(await screen.findByRole("button", { name: "Undo" }));
  expect(await screen.findAllByText("column sku was changed later. (#13, Bo)")).toHaveLength(1);
});

test("a viewer takes nothing back", async () => {
  answers({ query: { ...feed, me: { ...ME, role: "VIEWER" } } });
  renderApp("/changes");
  expect(await screen.findByText("Why not")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});

test("lineage is told by its ends and claims by who made them, in words", async () => {
  const [FROM, TO] = ["01a22dae-92f3-7060-b205-000000000001", "01a22dae-92f3-7060-b205-000000000002"];
  const edge = { id: "e1", from: "raw.orders", to: "stg.orders" };
  const nodes = [
    {
      kind: "EDGE",
      name: "raw.orders -> stg.orders",
      edge,
      operation: "CREATED",
      entityId: "e1",
      fields: [
        { field: "level", old: null, new: "TABLE" },
        { field: "from", old: null, new: FROM },
        { field: "to", old: null, new: TO },
      ],
    },
    {
      kind: "ASSERTION",
      name: "MANUAL by Ada Lovelace",
      edge,
      operation: "CREATED",
      entityId: "a1",
      fields: [
        { field: "edge", old: null, new: "e1" },
        { field: "status", old: null, new: "APPROVED" },
      ],
    },
  ];
  const counts = [{ kind: "EDGE", operation: "CREATED", count: 1 }];
  const one = { ...CHANGESET, counts, changes: { ...CHANGESET.changes, nodes } };
  answers({ query: { changesets: { nodes: [one], pageInfo: { hasNextPage: false } }, changeset: one } });
  const { user } = renderApp("/changes");
  expect(await screen.findByTitle("Created · lineage raw.orders → stg.orders")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Details" }));
  expect(await screen.findByText("stg.orders")).toBeTruthy();
  expect(screen.getByText("Created · claim stated by Ada Lovelace (By hand)")).toBeTruthy();
  expect(screen.getByText("raw.orders → stg.orders", { selector: "ins" })).toBeTruthy();
  expect(screen.getByText("Between tables")).toBeTruthy();
  expect(screen.getByText("Approved")).toBeTruthy();
  expect(screen.queryByText(/01a22dae/u)).toBeNull();
});

test("what is more is told in numbers, claims within those of their lineage", async () => {
  const counts = [
    { kind: "EDGE", operation: "CREATED", count: 1277 },
    { kind: "ASSERTION", operation: "CREATED", count: 1277 },
    { kind: "TABLE", operation: "UPDATED", count: 1 },
  ];
  const edge = (id: string) => ({ id, from: "raw.orders", to: `stg.${id}` });
  const nodes = ["a", "b"].map((id) => ({ kind: "EDGE", operation: "CREATED", entityId: id, edge: edge(id) }));
  const one = { ...CHANGESET, counts, changes: { ...CHANGESET.changes, nodes } };
  answers({ query: { changesets: { nodes: [one], pageInfo: { hasNextPage: false } } } });
  renderApp("/changes");
  const chip = await screen.findByTitle(/1,277 lineage edges/u);
  expect(chip.title).toBe("Created · 1,277 lineage edges\nraw.orders → stg.a\nraw.orders → stg.b\n…");
  expect(screen.getByTitle("Changed · 1 table")).toBeTruthy();
  expect(screen.queryByTitle(/claim/u)).toBeNull();
});

test("a column that only made room for another is no sign of what was done", async () => {
  const column = (name: string, field: string) => ({
    kind: "COLUMN",
    name,
    operation: "UPDATED",
    entityId: name,
    tableId: "t1",
    fields: [{ field }],
  });
  const nodes = [column("sku", "ordinal"), column("price", "hidden")];
  const one = { ...CHANGESET, counts: [{ kind: "COLUMN", operation: "UPDATED", count: 1 }], changes: { nodes } };
  answers({ query: { changesets: { nodes: [one] } } });
  renderApp("/changes");
  expect(await screen.findByText(/price/u)).toBeTruthy();
  expect(screen.queryByText(/sku/u)).toBeNull();
});

test("the filter knows everybody who ever wrote", async () => {
  answers({ query: { ...feed, changeActors: [{ id: "bo", name: "Bo, long gone" }] } });
  const { router, user } = renderApp("/changes");
  await user.click(await screen.findByRole("combobox", { name: "Who" }));
  await user.click(await screen.findByRole("option", { name: "Bo, long gone" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ who: "bo" }));
});

test("what people write over tells what the source says, and a source has its name", async () => {
  const SOURCES = { s1: "warehouse", s2: null };
  const nodes = [
    { ...CHANGESET.changes.nodes[0], fields: [{ field: "source", old: "s2", new: "s1" }] },
    {
      kind: "COLUMN",
      name: "price",
      operation: "UPDATED",
      entityId: "c1",
      tableId: "t1",
      fields: [
        { field: "dataType", old: null, new: "money" },
        { field: "nullable", old: false, new: null },
      ],
    },
  ];
  const one = { ...CHANGESET, changes: { ...CHANGESET.changes, nodes } };
  const table = ({ asOf }: { asOf?: { seq: number } }) => {
    const columns = { nodes: [{ id: "c1", dataType: asOf?.seq === 11 ? "decimal128" : "money", nullable: true }] };
    return { id: "t1", columns: { ...columns, pageInfo: { hasNextPage: false } } };
  };
  const source = ({ id }: { id: "s1" | "s2" }) => (SOURCES[id] ? { id, name: SOURCES[id] } : null);
  const gone = { changes: { nodes: [{ entityId: "s2", name: "old warehouse" }] } };
  const changesets = ({ filter }: { filter?: { entityId?: string } }) =>
    filter?.entityId ? { nodes: [gone] } : { nodes: [one], pageInfo: { hasNextPage: false } };
  answers({ query: { changesets, changeset: one, table, source } });
  const { user } = renderApp("/changes");
  await user.click(await screen.findByRole("button", { name: "Details" }));
  expect(await screen.findByText("warehouse", { selector: "ins" })).toBeTruthy();
  expect(screen.getByText("old warehouse", { selector: "del" })).toBeTruthy();
  expect(await screen.findByText("decimal128", { selector: "del" })).toBeTruthy();
  expect(screen.getByText("money", { selector: "ins" })).toBeTruthy();
  expect(screen.getByText("no", { selector: "del" })).toBeTruthy();
  expect(screen.getByText("yes", { selector: "ins" })).toBeTruthy();
  expect(asked.filter(({ operation }) => operation === "TableThen")).toEqual([]);
});

test("what could not be read is told so, and not as something that is gone", async () => {
  const fields = [
    { field: "source", old: null, new: "s1" },
    { field: "description", old: null, new: "What was sold" },
    { field: "keys", old: [], new: [{ kind: "PRIMARY", columns: ["k1"] }] },
  ];
  const one = { ...CHANGESET, changes: { nodes: [{ ...CHANGESET.changes.nodes[0], fields }] } };
  const fail = () => {
    throw new GraphQLError("Out of order", { extensions: { code: "INTERNAL" } });
  };
  answers({ query: { changesets: { nodes: [one] }, changeset: one, table: fail, source: fail } });
  const { user } = renderApp("/changes");
  await user.click(await screen.findByRole("button", { name: "Details" }));
  expect(await screen.findByText("a data source", { selector: "ins" })).toBeTruthy();
  expect(screen.getByText("could not be read", { selector: "del" })).toBeTruthy();
  expect(screen.getByText("Primary key (…)", { selector: "ins" })).toBeTruthy();
  expect(screen.queryByText(/nobody knows/u)).toBeNull();
});

test("while a look-up is under way nothing is said", async () => {
  const fields = [{ field: "source", old: null, new: "s1" }];
  const one = { ...CHANGESET, changes: { nodes: [{ ...CHANGESET.changes.nodes[0], fields }] } };
  let answer = (_: object | null) => {};
  const source = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  answers({ query: { changesets: { nodes: [one] }, changeset: one, source } });
  const { user } = renderApp("/changes");
  await user.click(await screen.findByRole("button", { name: "Details" }));
  await waitFor(() => expect(asked.some(({ operation }) => operation === "ChangedSource")).toBe(true));
  expect(screen.queryByText(/data source/u, { selector: "ins" })).toBeNull();
  answer({ id: "s1", name: "warehouse" });
  expect(await screen.findByText("warehouse", { selector: "ins" })).toBeTruthy();
});

test("of a table over which people write its own facts are asked for, and none of its columns", async () => {
  const fields = [{ field: "description", old: null, new: "What was sold" }];
  const one = { ...CHANGESET, changes: { nodes: [{ ...CHANGESET.changes.nodes[0], fields }] } };
  const table = { id: "t1", kind: "TABLE", description: "From the source" };
  answers({ query: { changesets: { nodes: [one] }, changeset: one, table } });
  const { user } = renderApp("/changes");
  await user.click(await screen.findByRole("button", { name: "Details" }));
  expect(await screen.findByText("From the source", { selector: "del" })).toBeTruthy();
  expect(screen.getByText("What was sold", { selector: "ins" })).toBeTruthy();
  expect(asked.filter(({ operation }) => operation.endsWith("Then")).map(({ operation }) => operation)).toEqual([
    "TableThen",
  ]);
});
