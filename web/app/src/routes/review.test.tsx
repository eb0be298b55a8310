import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

const end = (name: string) => ({ id: name, table: { id: name, qualifiedName: name }, column: null });
const assertion = {
  id: "a1",
  origin: "SQL",
  status: "PROPOSED",
  process: "nightly.sql",
  confidence: 0.9,
  note: "Read from the view's text.",
  actor: { name: "Crawler" },
};
const proposal = (id: string, from: string, to: string) => ({
  confidence: 0.9,
  edge: { id, level: "TABLE", assertions: [assertion] },
  from: end(from),
  to: end(to),
});
const ALL = [proposal("e1", "raw", "core"), proposal("e2", "core", "mart"), proposal("e3", "mart", "report")];

/** A server that has these proposals until they are decided on. */
function waiting(role = "EDITOR") {
  let left = ALL;
  answers({
    query: {
      me: { ...ME, role },
      lineageReview: () => ({
        nodes: left,
        pageInfo: { hasNextPage: false },
        totalCount: { value: left.length, exact: true },
      }),
    },
    mutation: {
      reviewLineage: ({ ids }: { ids: string[] }) => {
        left = left.filter(({ edge }) => !ids.includes(edge.id));
        return { changeset: { id: "c1" } };
      },
    },
  });
}

const decisions = () => asked.filter(({ operation }) => operation === "ReviewEdges").map(({ variables }) => variables);
const item = (name: RegExp) => screen.findByRole("listitem", { name });

test("what waits is told with both ends, how sure, by whom and why", async () => {
  waiting();
  renderApp("/review");
  const first = within(await item(/^raw → core/u));
  expect(first.getByRole("link", { name: "raw" }).getAttribute("href")).toBe("/tables/raw");
  expect(first.getByRole("link", { name: "core" }).getAttribute("href")).toBe("/tables/core");
  expect(first.getByText("90% sure")).toBeTruthy();
  expect(first.getByText("Crawler")).toBeTruthy();
  expect(first.getByText(/nightly\.sql/u)).toBeTruthy();
  expect(first.getByText("Read from the view's text.")).toBeTruthy();
  expect(await screen.findByText("3 proposals")).toBeTruthy();
});

test("one is approved, and can be taken back", async () => {
  waiting();
  const { user } = renderApp("/review");
  await user.click(await screen.findByRole("button", { name: "Approve core → mart" }));
  await waitFor(() => expect(screen.queryByRole("listitem", { name: /^core → mart/u })).toBeNull());
  expect(decisions()).toEqual([{ ids: ["e2"], decision: "APPROVED" }]);
  expect(await screen.findByText("1 proposal approved.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
});

test("several are rejected at once, with the reason", async () => {
  waiting();
  const { user } = renderApp("/review");
  await user.click(await screen.findByRole("checkbox", { name: "Choose raw → core" }));
  await user.click(screen.getByRole("checkbox", { name: "Choose mart → report" }));
  await user.click(within(screen.getByRole("toolbar")).getByRole("button", { name: /Reject/u }));
  const dialog = within(await screen.findByRole("dialog", { name: "Reject 2 proposals" }));
  await user.type(dialog.getByRole("textbox"), "The view is gone.");
  await user.click(dialog.getByRole("button", { name: "Reject" }));
  expect(await screen.findByText("2 proposals rejected.")).toBeTruthy();
  expect(decisions()).toEqual([{ ids: ["e1", "e3"], decision: "REJECTED", note: "The view is gone." }]);
});

test("by keyboard alone one goes through the list and decides", async () => {
  waiting();
  const { user } = renderApp("/review");
  const first = await item(/^raw → core/u);
  await user.keyboard("j");
  expect(document.activeElement).toBe(first);
  await user.keyboard("ja");
  await waitFor(() => expect(decisions()).toEqual([{ ids: ["e2"], decision: "APPROVED" }]));
  await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("mart → report"));
  await user.keyboard("kxr");
  expect(await screen.findByRole("dialog", { name: "Reject 1 proposal" })).toBeTruthy();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(decisions().at(-1)).toEqual({ ids: ["e1"], decision: "REJECTED" }));
});

test("filters of the address are asked for, and reset", async () => {
  waiting();
  const { user, router } = renderApp("/review?level=COLUMN&sure=90&origin=SQL");
  await item(/^raw → core/u);
  const filters = () =>
    asked.filter(({ operation }) => operation === "Proposals").map(({ variables }) => variables.filter);
  expect(filters()[0]).toEqual({ level: "COLUMN", minConfidence: 0.9, origins: ["SQL"] });
  await user.click(screen.getByRole("button", { name: "Reset filters" }));
  await waitFor(() => expect(filters().at(-1)).toEqual({}));
  expect(router.state.location.search).toEqual({});
});

test("whoever may not decide only looks", async () => {
  waiting("VIEWER");
  const { user } = renderApp("/review");
  await item(/^raw → core/u);
  expect(screen.queryByRole("checkbox")).toBeNull();
  expect(screen.queryByRole("button", { name: /Approve/u })).toBeNull();
  expect(screen.queryByRole("link", { name: /^Review/u })).toBeNull();
  await user.keyboard("ja");
  expect(decisions()).toEqual([]);
});

test("an editor sees at every page how much waits", async () => {
  waiting();
  renderApp("/changes");
  expect(await screen.findByRole("link", { name: /Review.*3/u })).toBeTruthy();
});

test("when nothing waits that is said", async () => {
  answers({ query: { lineageReview: { nodes: [], pageInfo: {}, totalCount: { value: 0, exact: true } } } });
  renderApp("/review");
  expect(await screen.findByText("Nothing waits for a decision")).toBeTruthy();
});
