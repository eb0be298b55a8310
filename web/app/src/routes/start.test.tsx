import { screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, ME } from "~/testing/server";

const SHOP = { id: "s1", name: "shop", lastTest: { status: "FAILED", testedAt: "2026-11-30T12:00:00Z" } };
const CHANGE = {
  id: "c1",
  seq: 3,
  message: "Why not",
  actor: { name: "Grace Hopper" },
  changes: {
    nodes: [{ kind: "TABLE", name: "orders", operation: "CREATED", entityId: "t1" }],
    totalCount: { value: 4, exact: true },
  },
};

interface Filter {
  filter?: { neverFetched?: boolean; hasLineage?: boolean };
}
const catalog = (sources: unknown[], tables: { all?: unknown[]; fetched?: unknown[]; linked?: unknown[] }) => ({
  sources: { nodes: sources },
  tables: ({ filter }: Filter) => {
    const nodes = filter?.hasLineage ? tables.linked : filter ? tables.fetched : tables.all;
    return { nodes: nodes ?? [], totalCount: { value: nodes?.length ?? 0, exact: true } };
  },
  changesets: { nodes: [CHANGE] },
});
const step = async (title: string) => within((await screen.findByText(title)).closest("li") as HTMLElement);

beforeEach(() => localStorage.clear());

test("an empty catalog begins with its first data source", async () => {
  answers({ query: catalog([], {}) });
  renderApp("/");
  const first = await step("Connect a data source");
  expect(first.getByRole("img", { name: "To do" })).toBeTruthy();
  expect(first.getByRole("link", { name: "Add data source" }).getAttribute("href")).toBe("/sources?edit=new");
  expect(screen.queryByText("Newest changes")).toBeNull();
});

test("an editor is told who connects data sources", async () => {
  answers({ query: { ...catalog([], {}), me: { ...ME, role: "EDITOR" } } });
  renderApp("/");
  expect((await step("Connect a data source")).getByText("An administrator does this.")).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Add data source" })).toBeNull();
  expect(screen.getByRole("link", { name: "New table" })).toBeTruthy();
});

test("steps are ticked by what the catalog has, and the next one leads on", async () => {
  answers({ query: catalog([{ ...SHOP, lastTest: { status: "PASSED" } }], {}) });
  renderApp("/");
  expect((await step("Test the connection")).getByRole("img", { name: "Done" })).toBeTruthy();
  const fetch = await step("Fetch a table's columns");
  expect(fetch.getByRole("link", { name: "New table" }).getAttribute("href")).toBe("/tables/new?source=s1");
});

test("lineage is added where the table is, and a lone one is told to need a second", async () => {
  const shop = { ...SHOP, lastTest: { status: "PASSED" } };
  answers({ query: catalog([shop], { all: [{ id: "t1" }], fetched: [{ id: "t1" }] }) });
  renderApp("/");
  const link = await step("Say where its data comes from");
  expect(link.getByRole("link", { name: "Add lineage" }).getAttribute("href")).toBe("/tables/t1?tab=lineage&add=yes");
  expect(link.getByText(/It takes a second table/u)).toBeTruthy();
});

test("it tells what failed, what changed and how much there is", async () => {
  answers({ query: catalog([SHOP], { all: [{ id: "t1" }], linked: [{ id: "t1" }] }) });
  renderApp("/");
  const failed = within(await screen.findByRole("region", { name: "1 data source failed its last test" }));
  expect(failed.getByRole("link", { name: "shop" }).getAttribute("href")).toBe("/sources?edit=s1");
  const changes = within(screen.getByRole("region", { name: "Newest changes" }));
  expect(await changes.findByText("Created · table orders and 3 more")).toBeTruthy();
  expect(screen.getByRole("link", { name: "1 With lineage" })).toBeTruthy();
});

test("steps that were hidden stay hidden", async () => {
  answers({ query: catalog([SHOP], { all: [{ id: "t1" }] }) });
  const { user } = renderApp("/");
  await user.click(await screen.findByRole("button", { name: "Hide" }));
  expect(screen.queryByText("Connect a data source")).toBeNull();
  // Their buttons are at the head of the page from now on.
  expect(screen.getByRole("link", { name: "New table" }).getAttribute("href")).toBe("/tables/new");
  expect(screen.getByRole("link", { name: "Add data source" }).getAttribute("href")).toBe("/sources?edit=new");
});

test("a viewer of a catalog is offered nothing to add", async () => {
  answers({ query: { ...catalog([SHOP], { all: [{ id: "t1" }] }), me: { ...ME, role: "VIEWER" } } });
  renderApp("/");
  await screen.findByRole("region", { name: "Newest changes" });
  expect(screen.queryByRole("link", { name: "New table" })).toBeNull();
  expect(screen.queryByRole("link", { name: "Add data source" })).toBeNull();
});

test("a viewer of an empty catalog is told who fills it, and offered nothing that he may not do", async () => {
  answers({ query: { ...catalog([], {}), me: { ...ME, role: "VIEWER" } } });
  renderApp("/");
  expect(await screen.findByText("There is nothing here yet")).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Add data source" })).toBeNull();
});

test("what was looked at is listed here", async () => {
  answers({
    query: { ...catalog([SHOP], { all: [{ id: "t1" }] }), table: { id: "t1", qualifiedName: "sales.orders" } },
  });
  const { router } = renderApp("/tables/t1");
  await screen.findByRole("heading", { level: 1, name: "sales.orders" });
  await router.navigate({ to: "/" });
  const seen = within(await screen.findByRole("region", { name: "Seen lately" }));
  expect(seen.getByRole("link", { name: "sales.orders" }).getAttribute("href")).toBe("/tables/t1");
});
