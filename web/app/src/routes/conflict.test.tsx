import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked } from "~/testing/server";

/* Two people change one table at a time: neither loses what he typed, and neither overwrites the other unasked. */

const column = (id: string, description = "") => ({
  id,
  path: [id],
  dataType: "int",
  logicalType: "int",
  nullable: true,
  origin: "MANUAL",
  description,
  tags: [],
});
const START = {
  id: "t1",
  name: "orders",
  qualifiedName: "shop.orders",
  kind: "TABLE",
  version: 4,
  columnCount: 2,
  description: "old",
  owner: "",
  tags: ["a"],
  columns: { nodes: [column("amount"), column("label")], pageInfo: { hasNextPage: false } },
};

/** A server that refuses what is over another version than its own. */
function serve() {
  const state = { table: START };
  const write = (change: (args: never) => object) => (args: { version: number } & object) => {
    if (args.version !== state.table.version) {
      const conflict = { actor: { name: "Bo" }, version: state.table.version };
      throw new GraphQLError("orders was changed by Bo in the meantime.", {
        extensions: { code: "CONFLICT", conflict },
      });
    }
    state.table = { ...state.table, ...change(args as never), version: state.table.version + 1 };
    return { table: { id: "t1" }, changeset: { id: `c${state.table.version}` }, warnings: [] };
  };
  answers({
    query: { table: () => state.table },
    mutation: {
      updateTable: write(({ patch }: { patch: object }) => patch),
      updateColumns: write(({ patches }: { patches: { id: string; description: string }[] }) => ({
        columns: {
          ...state.table.columns,
          nodes: state.table.columns.nodes.map((one) => ({ ...one, ...patches.find(({ id }) => id === one.id) })),
        },
      })),
      saveColumns: write(({ columns }: { columns: { id: string }[] }) => ({
        columns: {
          ...state.table.columns,
          nodes: state.table.columns.nodes.map((one) => ({ ...one, ...columns.find(({ id }) => id === one.id) })),
        },
      })),
    },
  });
  /** Somebody else saves. */
  const bo = (change: Partial<typeof START>) => {
    state.table = { ...state.table, ...change, version: state.table.version + 1 };
  };
  const boDescribes = (id: string, description: string) =>
    bo({
      columns: {
        ...state.table.columns,
        nodes: state.table.columns.nodes.map((one) => (one.id === id ? { ...one, description } : one)),
      },
    });
  return { state, bo, boDescribes };
}

const sent = (operation: string) => asked.filter((one) => one.operation === operation);
const described = (state: { table: typeof START }) => state.table.columns.nodes.map(({ description }) => description);

test("columns that somebody else changed are loaded again, and what was typed is kept and saved", async () => {
  const { state, boDescribes } = serve();
  const { user } = renderApp("/tables/t1?edit=yes");
  const label = await screen.findByRole("textbox", { name: "Description: label" });
  fireEvent.change(label, { target: { value: "mine" } });
  boDescribes("amount", "Bo's");
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(await screen.findByText("Bo changed this table while you were editing")).toBeTruthy();
  expect(screen.getByText("amount · description: nothing → “Bo's”")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Load again and keep what I typed" }));
  expect(await screen.findByText(/Loaded again; what you typed is kept/u)).toBeTruthy();
  expect(screen.getByRole("textbox", { name: "Description: amount" })).toHaveProperty("value", "Bo's");
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(await screen.findByText("The columns are saved.")).toBeTruthy();
  expect(described(state)).toEqual(["Bo's", "mine"]);
});

test("where both changed one field of a column, one of the two is chosen", async () => {
  const { state, boDescribes } = serve();
  const { user } = renderApp("/tables/t1?edit=yes");
  const label = await screen.findByRole("textbox", { name: "Description: label" });
  fireEvent.change(label, { target: { value: "mine" } });
  fireEvent.change(screen.getByRole("textbox", { name: "Type: label" }), { target: { value: "text" } });
  boDescribes("label", "Bo's");
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  await user.click(await screen.findByRole("button", { name: "Load again and keep what I typed" }));
  expect(await screen.findByRole("radio", { name: "Mine: “mine”" })).toHaveProperty("checked", true);
  await user.click(screen.getByRole("radio", { name: "Theirs: “Bo's”" }));
  expect(screen.getByRole("textbox", { name: "Description: label" })).toHaveProperty("value", "Bo's");
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(await screen.findByText("The columns are saved.")).toBeTruthy();
  expect(state.table.columns.nodes[1]).toMatchObject({ description: "Bo's", dataType: "text" });
});

test("what is still to be chosen stays to be chosen when the table is loaded once more", async () => {
  const { state, boDescribes } = serve();
  const { user } = renderApp("/tables/t1?edit=yes");
  const label = await screen.findByRole("textbox", { name: "Description: label" });
  fireEvent.change(label, { target: { value: "mine" } });
  for (const [id, description] of [
    ["label", "Bo's"],
    ["amount", "Bo's too"],
  ] as const) {
    boDescribes(id, description);
    await user.click(screen.getByRole("button", { name: "Save columns" }));
    await user.click(await screen.findByRole("button", { name: "Load again and keep what I typed" }));
  }
  await user.click(await screen.findByRole("radio", { name: "Theirs: “Bo's”" }));
  await user.click(screen.getByRole("radio", { name: "Mine: “mine”" }));
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(await screen.findByText("The columns are saved.")).toBeTruthy();
  expect(described(state)).toEqual(["Bo's too", "mine"]);
});

test("a cell is saved although somebody else changed another", async () => {
  const { state, boDescribes } = serve();
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Description of label" }));
  boDescribes("amount", "Bo's");
  await user.keyboard("mine{Enter}");
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(described(state)).toEqual(["Bo's", "mine"]);
});

test("a cell that both wrote shows both", async () => {
  const { state, boDescribes } = serve();
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Description of label" }));
  boDescribes("label", "Bo's");
  await user.keyboard("mine{Enter}");
  expect(await screen.findByText("Bo wrote something else here meanwhile:")).toBeTruthy();
  expect(screen.getByText("Bo's")).toBeTruthy();
  expect(described(state)).toEqual(["", "Bo's"]);
  await user.click(screen.getByRole("button", { name: "Keep mine" }));
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(described(state)).toEqual(["", "mine"]);
});

test("a description that both wrote shows the other's, which can be taken", async () => {
  const { state, bo } = serve();
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  await user.type(await screen.findByRole("textbox", { name: "Description" }), " and mine");
  bo({ description: "old and Bo's" });
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Bo wrote something else here meanwhile:")).toBeTruthy();
  expect(screen.getByRole("textbox", { name: "Description" })).toHaveProperty("value", "old and mine");
  await user.click(screen.getByRole("button", { name: "Take theirs" }));
  await waitFor(() => expect(screen.queryByRole("textbox", { name: "Description" })).toBeNull());
  expect(await screen.findByText("old and Bo's")).toBeTruthy();
  expect(state.table.version).toBe(5);
});

test("a description is kept over the other's when one says so", async () => {
  const { state, bo } = serve();
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  await user.type(await screen.findByRole("textbox", { name: "Description" }), " and mine");
  bo({ description: "Bo's" });
  await user.click(screen.getByRole("button", { name: "Save" }));
  await user.click(await screen.findByRole("button", { name: "Keep mine" }));
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(state.table.description).toBe("old and mine");
});

test("facts: other fields and tags merge, the same field is asked about", async () => {
  const { state, bo } = serve();
  const { user } = renderApp("/tables/t1?tab=about");
  await screen.findByRole("textbox", { name: "Owner" });
  bo({ description: "Bo's", tags: ["a", "bo"] });
  await user.type(screen.getByRole("combobox", { name: "Tags" }), "mine{Enter}");
  await waitFor(() => expect(state.table.tags).toEqual(["a", "bo", "mine"]));
  await user.type(screen.getByRole("textbox", { name: "Owner" }), "Ada");
  bo({ owner: "Bo" });
  await user.tab();
  expect(await screen.findByText("Bo wrote something else here meanwhile:")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Keep mine" }));
  await waitFor(() => expect(state.table.owner).toBe("Ada"));
  expect(sent("UpdateTable").length).toBeGreaterThan(3);
});

test("a fact that was typed and not left yet is saved by going back", async () => {
  const { state } = serve();
  const { user, router } = renderApp("/tables/t1?tab=about");
  await user.type(await screen.findByRole("textbox", { name: "Owner" }), "Ada");
  await act(() => router.navigate({ to: "/changes" }));
  await waitFor(() => expect(state.table.owner).toBe("Ada"));
});
