import { focusManager } from "@tanstack/react-query";
import { act, screen, waitFor } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

/* What is shown, and what is typed into it, outlives that it cannot be loaded anew. */

let isAway = false;
const busy = () => {
  throw new GraphQLError("The database is busy.", { extensions: { code: "UNAVAILABLE" } });
};
/** Answers until the database is busy. */
const unlessAway = (answer: unknown) => (args: never) => {
  if (isAway) return busy();
  return typeof answer === "function" ? answer(args) : answer;
};

beforeEach(() => {
  isAway = false;
  vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-30T12:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
  focusManager.setFocused(undefined);
});

/** Comes back to the window after a while, when nothing can be loaded anew. */
async function comeBackInVain() {
  isAway = true;
  const before = asked.length;
  vi.setSystemTime(Date.now() + 60_000);
  act(() => {
    focusManager.setFocused(false);
    focusManager.setFocused(true);
  });
  await waitFor(() => expect(asked.length).toBeGreaterThan(before));
  await screen.findByText(/What you see may be out of date/u);
}

const COLUMN = { logicalType: "int", dataType: "int" };
const TABLES: Record<string, object> = {
  t1: {
    id: "t1",
    qualifiedName: "raw.orders",
    columnCount: 1,
    columns: { nodes: [{ ...COLUMN, id: "a", name: "id" }] },
  },
  t2: {
    id: "t2",
    qualifiedName: "stg.orders",
    columnCount: 1,
    columns: { nodes: [{ ...COLUMN, id: "x", name: "id" }] },
  },
};
const EMPTY = { nodes: { id: [] }, edges: { id: [], from: [], to: [], status: [], origins: [], derived: [] } };

test("a transformation that is half typed stays", async () => {
  answers({
    query: {
      table: unlessAway(({ id }: { id: string }) => TABLES[id]),
      lineage: unlessAway({ compact: EMPTY }),
      proposeMapping: unlessAway([{ reason: "EXACT", confidence: 1, from: { id: "a" }, to: { id: "x" } }]),
    },
  });
  const { user } = renderApp("/mapping?from=t1&to=t2");
  await user.click(await screen.findByRole("button", { name: "Accept these (1)" }));
  await user.type(screen.getByRole("textbox", { name: "Transformation of id → id" }), "abs(");
  await comeBackInVain();
  expect(screen.getByRole("textbox", { name: "Transformation of id → id" })).toHaveProperty("value", "abs(");
});

test("proposals stay to be decided on", async () => {
  const end = (name: string) => ({ id: name, table: { id: name, qualifiedName: name }, column: null });
  const nodes = [{ confidence: 0.9, edge: { id: "e1", level: "TABLE" }, from: end("raw"), to: end("core") }];
  answers({
    query: {
      me: { ...ME, role: "EDITOR" },
      lineageReview: unlessAway({ nodes, pageInfo: {}, totalCount: { value: 1, exact: true } }),
    },
  });
  renderApp("/review");
  await screen.findByRole("listitem", { name: /raw/u });
  await comeBackInVain();
  expect(screen.getByRole("listitem", { name: /raw/u })).toBeTruthy();
});

test("a deleted table stays to be looked at", async () => {
  answers({
    query: {
      table: unlessAway(({ asOf }: { asOf?: object }) =>
        asOf ? { id: "t1", qualifiedName: "shop.orders", columns: { nodes: [], pageInfo: {} } } : null,
      ),
      changesets: unlessAway({ nodes: [{ id: "c1", seq: 7, actor: { name: "Bo" } }] }),
    },
  });
  renderApp("/tables/t1");
  await screen.findByRole("heading", { name: "shop.orders" });
  await comeBackInVain();
  expect(screen.getByRole("heading", { name: "shop.orders" })).toBeTruthy();
});

test("a table of which a part fails is not told as deleted", async () => {
  answers({ query: { table: { ...TABLES.t1, kind: "TABLE", columns: busy } } });
  renderApp("/tables/t1");
  expect((await screen.findAllByText("The database is busy.")).length).toBeGreaterThan(0);
  expect(screen.queryByText(/may have been deleted/u)).toBeNull();
});

test("the problems of a file stay when more of them cannot be had, which are asked for by hand", async () => {
  const problem = (row: number) => ({ severity: "ERROR", sheet: "Tables", row, column: "kind", code: "INVALID" });
  const problems = ({ after }: { after?: string }) => {
    if (after && isAway) return busy();
    return { nodes: [problem(after ? 3 : 2)], pageInfo: { hasNextPage: !after, endCursor: "1" } };
  };
  const summary = { changes: 0, errors: 2, warnings: 0, notes: 0, problemsDropped: 0 };
  const job = { id: "j1", status: "PLANNED", fileName: "a.csv", format: "CSV", planHash: "h1", summary };
  answers({ query: { importJob: { ...job, problems } } });
  isAway = true;
  const { user } = renderApp("/import?job=j1");
  const again = await screen.findByRole("button", { name: "Try again" });
  expect(screen.getByRole("textbox", { name: "Value at Tables 2 kind" })).toBeTruthy();
  const pages = asked.filter(({ operation, variables }) => operation === "ImportProblems" && variables.after);
  expect(pages).toHaveLength(1);
  isAway = false;
  await user.click(again);
  expect(await screen.findByRole("textbox", { name: "Value at Tables 3 kind" })).toBeTruthy();
});
