import { screen } from "@testing-library/react";
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

test("a viewer takes nothing back", async () => {
  answers({ query: { ...feed, me: { ...ME, role: "VIEWER" } } });
  renderApp("/changes");
  expect(await screen.findByText("Why not")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Undo" })).toBeNull();
});
