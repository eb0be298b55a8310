import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

const told = (...edges: Parameters<typeof compactFrom>) => ({
  compact: compactFrom(...edges),
  totalNodes: edges.length + 1,
  totalEdges: edges.length,
  truncated: false,
});
const written = (operation: string) => asked.filter((one) => one.operation === operation).map((one) => one.variables);
const stage = () => screen.getByRole("application", { name: /Lineage, drawn/u });
const NAMES = Array.from({ length: 14 }, (_, at) => `c${at}`);
const WIDE = NAMES.map((name) => `a.${name}>b.${name}`);

/** The canvas with columns, and the keys on it. */
async function columns(address = "/lineage?of=a&level=COLUMN") {
  answers({
    query: {
      lineage: ({ level }: { level: string }) => (level === "TABLE" ? told("a>b") : told(...WIDE)),
      table: {
        id: "a",
        columns: { nodes: [...NAMES, "extra"].map((name) => ({ id: `a.${name}`, path: [name] })) },
      },
    },
  });
  const app = renderApp(address);
  await screen.findAllByText("c0");
  stage().focus();
  return app;
}

test("columns of a table are filtered by keyboard, and the address has it", async () => {
  const { user, router } = await columns();
  await user.keyboard("{ArrowRight}r");
  const [field] = screen.getAllByRole("textbox", { name: "Filter columns" });
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.keyboard("c13");
  await waitFor(() => expect(router.state.location.search).toMatchObject({ rows: { a: "c13" } }));
  expect(router.history.length).toBe(1);
  await user.keyboard("{Escape}");
  expect(document.activeElement).toBe(stage());
});

test("all columns of a table are shown by keyboard, and no more than connected ones by going back", async () => {
  const { user, router } = await columns();
  await user.keyboard("{ArrowRight}a");
  expect(await screen.findByText("1–10 of 15")).toBeTruthy();
  expect(router.state.location.search).toMatchObject({ whole: ["a"] });
  router.history.back();
  await waitFor(() => expect(screen.queryByText("1–10 of 15")).toBeNull());
});

test("keys turn the pages of a table's columns", async () => {
  const { user } = await columns();
  expect(screen.getAllByText("1–10 of 14")).toHaveLength(2);
  await user.keyboard("{ArrowRight}{ArrowDown}{PageDown}");
  expect(await screen.findByText("Column c10 of a")).toBeTruthy();
  expect(await screen.findByText("2–11 of 14")).toBeTruthy();
  await user.keyboard("{PageDown}");
  expect(await screen.findByText("5–14 of 14")).toBeTruthy();
  await user.keyboard("{PageUp}{PageUp}");
  expect(await screen.findByText("Column c0 of a")).toBeTruthy();
});

test("a table is moved by keyboard, and where it came to stand is remembered once", async () => {
  answers({
    query: { lineage: told("a>b"), me: { ...ME, setting: () => ({ a: { x: 100, y: 50 } }) } },
    mutation: { saveSetting: ME },
  });
  const { user } = renderApp("/lineage?of=a");
  await screen.findByText("b");
  stage().focus();
  await user.keyboard("{ArrowRight}{Shift>}{ArrowDown}{ArrowDown}{ArrowLeft}{/Shift}");
  await waitFor(() => expect(written("SaveLineagePositions")).toHaveLength(1));
  expect(written("SaveLineagePositions")[0]?.value).toEqual({ a: { x: 80, y: 90 } });
});

test("the keys are listed, for viewers without what they may not do", async () => {
  answers({ query: { lineage: told("a>b"), me: { ...ME, role: "VIEWER" } } });
  const { user } = renderApp("/lineage?of=a");
  await screen.findByText("b");
  await user.click(screen.getByRole("button", { name: "Keys" }));
  const list = await screen.findByRole("dialog", { name: "Keys" });
  expect(within(list).getByText("Move the table")).toBeTruthy();
  expect(within(list).queryByText("Add lineage from here")).toBeNull();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  stage().focus();
  await user.keyboard("?");
  expect(await screen.findByRole("dialog", { name: "Keys" })).toBeTruthy();
});

test("what is expanded and collapsed is in the address, a step each, and a link shows it", async () => {
  const walk = { ...told("a>b"), compact: { ...compactFrom("a>b") } };
  walk.compact.nodes.down = [1, 2];
  answers({
    query: {
      lineage: ({ of, depth }: { of: string[]; depth: number }) =>
        depth === 1 && of[0] === "b" ? told("b>c", "b>d") : walk,
    },
  });
  const { user, router } = renderApp("/lineage?of=a");
  await screen.findByText("b");
  stage().focus();
  await user.keyboard("{ArrowRight}{ArrowRight}]");
  expect(await screen.findByText("d")).toBeTruthy();
  expect(router.state.location.search).toMatchObject({ more: ["b DOWN"] });
  await user.keyboard("]");
  await waitFor(() => expect(screen.queryByText("d")).toBeNull());
  expect(router.state.location.search).toMatchObject({ more: ["b DOWN"], less: ["b DOWN"] });
  router.history.back();
  expect(await screen.findByText("d")).toBeTruthy();
  router.history.back();
  await waitFor(() => expect(screen.queryByText("d")).toBeNull());
});

test("a step that is cut at the most that is drawn says so", async () => {
  answers({
    query: {
      lineage: ({ depth }: { depth: number }) =>
        depth === 1 ? { ...told("a>b", "a>c"), totalNodes: 9_000, truncated: true } : told("a>b"),
    },
  });
  renderApp(`/lineage?of=a&more=${encodeURIComponent('["a DOWN 5000"]')}`);
  expect(await screen.findByText(/Of what a goes to, the first 5,000 are shown\. More cannot be drawn/u)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Show .* more that a goes to/u })).toBeNull();
});
