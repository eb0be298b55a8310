import { screen, waitFor } from "@testing-library/react";
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
