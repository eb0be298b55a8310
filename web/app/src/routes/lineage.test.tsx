import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

const walk = (...edges: Parameters<typeof compactFrom>) => ({
  compact: compactFrom(...edges),
  totalNodes: edges.length + 1,
  totalEdges: edges.length,
  truncated: false,
});
const written = (operation: string) => asked.filter((one) => one.operation === operation).map((one) => one.variables);
const canvas = () => screen.findByRole("application", { name: /Lineage, drawn/u });

test("without a start one looks for a table to begin with", async () => {
  const nodes = [{ id: "t1", qualifiedName: "shop.orders", kind: "TABLE" }];
  answers({ query: { tables: { nodes, totalCount: { value: 1 } } } });
  renderApp("/lineage");
  const link = await screen.findByRole("link", { name: /shop.orders/u });
  expect(link.getAttribute("href")).toBe(`/lineage?of=${encodeURIComponent('["t1"]')}`);
});

test("the address says what is asked of the server, and what was cut is said", async () => {
  answers({ query: { lineage: { ...walk("a>b"), totalNodes: 1_340, truncated: true } } });
  const { user } = renderApp("/lineage?of=a&direction=DOWNSTREAM&depth=all&kind=VIEW");
  expect(await screen.findByRole("heading", { name: "Lineage of shop.a" })).toBeTruthy();
  expect(written("LineageWalk")[0]).toMatchObject({
    of: ["a"],
    level: "TABLE",
    direction: "DOWNSTREAM",
    depth: null,
    filter: { kinds: ["VIEW"] },
    limit: 300,
  });
  expect(await screen.findByText(/Showing 300 of 1,340/u)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show more here" }));
  await waitFor(() => expect(written("LineageWalk").at(-1)).toMatchObject({ limit: 1_200 }));
});

test("keys go along the edges and open what is chosen", async () => {
  answers({ query: { lineage: walk("a>b", "b>c") } });
  const { user, router } = renderApp("/lineage?of=a");
  await screen.findByText("c");
  (await canvas()).focus();
  await user.keyboard("{ArrowRight}{ArrowRight}");
  expect(await screen.findByText("b: 1 upstream, 1 downstream")).toBeTruthy();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.search).toMatchObject({ node: "b" }));
});

test("an edge is approved by keyboard, and one that only columns tell is claimed first", async () => {
  const compact = compactFrom(["a>b", "PROPOSED", ["SQL"]], ["b>c", "PROPOSED", ["SQL"]]);
  compact.edges.derived = [false, true];
  answers({
    query: { lineage: { ...walk(), compact } },
    mutation: {
      reviewLineage: { changeset: { id: "c1" } },
      createLineage: { changeset: { id: "c2" } },
    },
  });
  const { user } = renderApp("/lineage?of=a");
  await screen.findByText("c");
  (await canvas()).focus();
  await user.keyboard("{ArrowRight}em");
  await user.click(await screen.findByRole("menuitem", { name: "Approve" }));
  await waitFor(() => expect(written("DecideLineage")).toEqual([{ ids: ["a>b"], decision: "APPROVED" }]));
  await user.keyboard("{Escape}{ArrowRight}{ArrowRight}eem");
  await user.click(await screen.findByRole("menuitem", { name: "Approve" }));
  await waitFor(() =>
    expect(written("DrawLineage")).toEqual([{ input: [{ from: "b", to: "c", status: "APPROVED" }] }]),
  );
});

test("lineage is added by keyboard to any table", async () => {
  const nodes = [{ id: "far", qualifiedName: "shop.far", kind: "TABLE" }];
  answers({
    query: { lineage: walk("a>b"), tables: { nodes, totalCount: { value: 1 } } },
    mutation: { createLineage: { changeset: { id: "c1" } } },
  });
  const { user } = renderApp("/lineage?of=a");
  await screen.findByText("b");
  (await canvas()).focus();
  await user.keyboard("{ArrowRight}c");
  await user.click(await screen.findByRole("combobox", { name: "Table" }));
  await user.click(await screen.findByRole("option", { name: /^shop\.far/u }));
  await user.click(screen.getByRole("button", { name: "Add" }));
  await waitFor(() => expect(written("DrawLineage")).toEqual([{ input: [{ from: "a", to: "far" }] }]));
  expect(await screen.findByText("The lineage is added.")).toBeTruthy();
});

test("a viewer looks, and changes nothing", async () => {
  answers({ query: { lineage: walk("a>b"), me: { ...ME, role: "VIEWER" } } });
  const { user } = renderApp("/lineage?of=a");
  await screen.findByText("b");
  (await canvas()).focus();
  await user.keyboard("{ArrowRight}em");
  expect(await screen.findByRole("menuitem", { name: "Show details" })).toBeTruthy();
  expect(screen.queryByRole("menuitem", { name: "Approve" })).toBeNull();
});

test("what is opened is closed again by going back", async () => {
  answers({ query: { lineage: walk("a>b") } });
  const { user, router } = renderApp("/lineage?of=a");
  await screen.findByText("b");
  (await canvas()).focus();
  await user.keyboard("{ArrowRight}{ArrowRight}{Enter}");
  await waitFor(() => expect(router.state.location.search).toMatchObject({ node: "b" }));
  router.history.back();
  await waitFor(() => expect(router.state.location.search).toEqual({ of: ["a"] }));
});

test("at the most that is drawn nothing more is offered", async () => {
  answers({ query: { lineage: { ...walk("a>b"), totalNodes: 9_000, truncated: true } } });
  const { user } = renderApp("/lineage?of=a");
  for (const limit of [1_200, 4_800, 5_000]) {
    await user.click(await screen.findByRole("button", { name: "Show more here" }));
    await waitFor(() => expect(written("LineageWalk").at(-1)).toMatchObject({ limit }));
  }
  expect(await screen.findByText(/More cannot be drawn at once/u)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show more here" })).toBeNull();
});

test("a button adds lineage from where one began", async () => {
  answers({ query: { lineage: walk("a>b") } });
  const { user } = renderApp("/lineage?of=a");
  await screen.findByText("b");
  await user.click(screen.getByRole("button", { name: "Add lineage" }));
  expect(await screen.findByRole("dialog", { name: "Add lineage" })).toBeTruthy();
  expect(screen.getByRole("radio", { name: "From a" })).toBeTruthy();
});

test("a table without lineage says so on the canvas, and lineage is added from there", async () => {
  answers({ query: { lineage: walk("a") } });
  const { user } = renderApp("/lineage?of=a");
  expect(await screen.findByText("shop.a has no lineage yet")).toBeTruthy();
  const said = within(screen.getByText("shop.a has no lineage yet").parentElement as HTMLElement);
  await user.click(said.getByRole("button", { name: "Add lineage" }));
  expect(await screen.findByRole("dialog", { name: "Add lineage" })).toBeTruthy();
  expect(screen.getByRole("radio", { name: "From a" })).toBeTruthy();
});

test("a viewer is told that a table has no lineage, and is offered to add none", async () => {
  answers({ query: { lineage: walk("a"), me: { ...ME, role: "VIEWER" } } });
  renderApp("/lineage?of=a");
  expect(await screen.findByText("Nobody has said what feeds it, or what it feeds.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add lineage" })).toBeNull();
});

test("of then it is told that there was none, and nothing is added", async () => {
  answers({ query: { lineage: walk("a") } });
  renderApp("/lineage?of=a&at=3");
  expect(await screen.findByText("shop.a had no lineage then")).toBeTruthy();
  // The tool stays where it is, and says why it does nothing.
  const tool = screen.getByRole("button", { name: "Add lineage" });
  expect(tool).toHaveProperty("disabled", true);
  expect(tool.title).toBe("As it was then. Go to now to change it.");
});

test.each([
  ["lies the other way", "direction=UPSTREAM", 2],
  ["is filtered out", "kind=VIEW", 0],
])("lineage that %s is not denied", async (_, address, down) => {
  const compact = compactFrom("a");
  answers({ query: { lineage: { ...walk(), compact: { ...compact, nodes: { ...compact.nodes, down: [down] } } } } });
  renderApp(`/lineage?of=a&${address}`);
  expect(await screen.findByText("a")).toBeTruthy();
  expect(screen.queryByText(/has no lineage/u)).toBeNull();
});

test("columns without lineage say that their tables have some, and lead there or to mapping", async () => {
  answers({ query: { lineage: ({ level }: { level: string }) => (level === "TABLE" ? walk("z>a") : walk("a.x")) } });
  const { user, router } = renderApp("/lineage?of=a&level=COLUMN");
  expect(await screen.findByText(/none of their columns yet/u)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Map columns" }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ panel: "mapping", from: "z", to: "a" }));
  await user.click(screen.getByRole("button", { name: "Show tables" }));
  await waitFor(() => expect(router.state.location.search).not.toHaveProperty("level"));
  await waitFor(() => expect(screen.queryByText(/none of their columns yet/u)).toBeNull());
});

test("columns with lineage say nothing of that", async () => {
  const columns = ({ level }: { level: string }) => (level === "TABLE" ? walk("z>a") : walk("z.x>a.x"));
  answers({ query: { lineage: columns } });
  renderApp("/lineage?of=a&level=COLUMN");
  expect((await screen.findAllByText("x")).length).toBe(2);
  expect(screen.queryByText(/none of their columns yet/u)).toBeNull();
});
