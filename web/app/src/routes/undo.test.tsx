import { screen, waitFor, within } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked } from "~/testing/server";

const done = (kind: string, name: string, operation = "CREATED") => ({ kind, name, operation, entityId: name });
const changeset = (id: string, seq: number, nodes: object[]) => ({
  id,
  seq,
  origin: "UI",
  actor: { id: "ada", name: "Ada" },
  counts: [{ kind: "TABLE", operation: "CREATED", count: nodes.length }],
  changes: { nodes, pageInfo: { hasNextPage: false } },
});
const feed = (...nodes: { id: string }[]) => ({
  changesets: { nodes, pageInfo: { hasNextPage: false } },
  changeset: ({ id }: { id: string }) => nodes.find((one) => one.id === id) ?? null,
});
const undone = () => asked.filter(({ operation }) => operation === "Undo").map(({ variables }) => variables.id);
/** Not the one of a toast that an earlier test left. */
const undoOf = async () => within(await screen.findByRole("article")).getByRole("button", { name: "Undo" });

test("what was taken back is done again from the same toast", async () => {
  answers({
    query: feed(changeset("c1", 1, [done("TABLE", "orders")])),
    mutation: { undoChangeset: ({ id }: { id: string }) => ({ changeset: { id: `of ${id}`, seq: 2 } }) },
  });
  const { user } = renderApp("/changes");
  await user.click(await undoOf());
  const toast = (await screen.findByText("Taken back.")).parentElement as HTMLElement;
  await user.click(within(toast).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(undone()).toEqual(["c1", "of c1"]));
});

test("before much goes one is told what", async () => {
  const tables = Array.from({ length: 25 }, (_, at) => done("TABLE", `t${at}`));
  answers({
    query: feed(changeset("c1", 1_234, tables)),
    mutation: { undoChangeset: { changeset: { id: "c2", seq: 2 } } },
  });
  const { user } = renderApp("/changes");
  await user.click(await undoOf());
  const dialog = within(await screen.findByRole("dialog", { name: "Undo #1,234?" }));
  expect(await dialog.findByText("25 tables go")).toBeTruthy();
  expect(dialog.getByText("t4")).toBeTruthy();
  expect(dialog.queryByText("t5")).toBeNull();
  await user.click(dialog.getByRole("button", { name: "Cancel" }));
  expect(undone()).toEqual([]);
  await user.click(await undoOf());
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(undone()).toEqual(["c1"]));
});

test("what one later changeset did stands in one line, with the way to it, and goes first when asked", async () => {
  const blockers = Array.from({ length: 134 }, (_, at) => ({
    reason: "CHANGED_LATER",
    entity: "EDGE",
    id: `e${at}`,
    name: `a -> b${at}`,
    changesetId: "c18",
    seq: 18,
    actor: { name: "Bo" },
  }));
  let refused = true;
  const undoChangeset = ({ id }: { id: string }) => {
    if (!refused) return { changeset: { id: `of ${id}`, seq: 20 } };
    refused = false;
    throw new GraphQLError("It cannot be undone.", { extensions: { code: "CONFLICT", conflict: { blockers } } });
  };
  const bos = { ...changeset("c18", 18, []), actor: { id: "bo", name: "Bo" }, counts: [{ kind: "EDGE", count: 140 }] };
  const both = feed(changeset("c17", 17, [done("TABLE", "a")]), bos);
  answers({
    query: { ...both, changesets: { ...both.changesets, nodes: both.changesets.nodes.slice(0, 1) } },
    mutation: { undoChangeset },
  });
  const { user } = renderApp("/changes");
  await user.click(await undoOf());
  expect((await screen.findByText(/134 lineage edges/u)).textContent).toBe("134 lineage edges (#18, Bo)");
  expect(screen.getByRole("link", { name: "(#18, Bo)" }).getAttribute("href")).toBe("/changes?only=c18");
  const together = screen.getByRole("button", { name: "Undo #18 first, then this" });
  await user.click(together);
  const first = within(await screen.findByRole("dialog", { name: "Undo #18 too?" }));
  expect(first.getByText("#18, Bo: 140 lineage edges")).toBeTruthy();
  await user.click(first.getByRole("button", { name: "Cancel" }));
  expect(undone()).toEqual(["c17"]);
  await user.click(together);
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Undo" }));
  expect(await screen.findByText("Taken back.")).toBeTruthy();
  expect(undone()).toEqual(["c17", "c18", "c17"]);
  expect(screen.queryByText(/134 lineage edges/u)).toBeNull();
});

test("of several that are taken back the first may be done when the next is refused: it can be done again", async () => {
  const blockers = [{ reason: "CHANGED_LATER", entity: "TABLE", id: "a", name: "a", changesetId: "c18", seq: 18 }];
  const refuse = (more: object[]) => {
    throw new GraphQLError("It cannot be undone.", { extensions: { code: "CONFLICT", conflict: { blockers: more } } });
  };
  const undoChangeset = ({ id }: { id: string }) =>
    id === "c17" ? refuse(blockers) : { changeset: { id: `of ${id}`, seq: 20 } };
  answers({ query: feed(changeset("c17", 17, [done("TABLE", "a")])), mutation: { undoChangeset } });
  const { user } = renderApp("/changes");
  await user.click(await undoOf());
  await user.click(await screen.findByRole("button", { name: "Undo #18 first, then this" }));
  const toast = (await screen.findByText("1 of 2 are taken back.")).parentElement as HTMLElement;
  expect(within(toast).getByRole("button", { name: "Undo" })).toBeTruthy();
  expect(await screen.findByRole("button", { name: "Undo #18 first, then this" })).toBeTruthy();
});

test("a link shows one changeset alone with its details, and the way to all", async () => {
  const one = changeset("c18", 18, [{ ...done("TABLE", "a"), fields: [{ field: "owner", new: "sales" }] }]);
  answers({ query: feed(one) });
  const { router, user } = renderApp("/changes?only=c18");
  expect(await screen.findByText("sales")).toBeTruthy();
  expect(asked.some(({ operation }) => operation === "Changesets")).toBe(false);
  await user.click(screen.getByRole("link", { name: "Show all changes" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("opened details stand in the address, and are not asked for again when something is written", async () => {
  let write = () => {};
  const written = new Promise<void>((resolve) => {
    write = resolve;
  });
  async function* changes() {
    await written;
    yield { changes: { seq: 2 } };
  }
  const one = changeset("c1", 1, [{ ...done("TABLE", "a"), fields: [{ field: "owner", new: "sales" }] }]);
  answers({ query: feed(one), subscription: { changes } });
  const { router, user } = renderApp("/changes?open=c1");
  expect(await screen.findByText("sales")).toBeTruthy();
  const count = (name: string) => asked.filter(({ operation }) => operation === name).length;
  write();
  await waitFor(() => expect(count("Changesets")).toBe(2));
  expect(count("Changes")).toBe(1);
  await user.click(screen.getByRole("button", { name: "Less" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
  await user.click(screen.getByRole("button", { name: "Details" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ open: ["c1"] }));
});

test("many tables go only after one was told what goes with them", async () => {
  const nodes = Array.from({ length: 21 }, (_, at) => ({
    id: `t${at}`,
    version: 1,
    name: `n${at}`,
    qualifiedName: `s.n${at}`,
    kind: "TABLE",
    columnCount: 3,
    tags: [],
  }));
  const deleteTables = ({ dryRun }: { dryRun: boolean }) => ({
    changeset: dryRun ? null : { id: "c9" },
    warnings: [{ title: "11 lineage edges end with them." }],
  });
  answers({
    query: { tables: { nodes, pageInfo: { hasNextPage: false }, totalCount: { value: 21, exact: true } } },
    mutation: { deleteTables },
  });
  const { user } = renderApp("/tables");
  await user.click(await screen.findByRole("checkbox", { name: "Choose all that are loaded" }));
  await user.click(await screen.findByRole("button", { name: "Delete" }));
  const dialog = within(await screen.findByRole("dialog", { name: "Delete 21 tables?" }));
  expect(await dialog.findByText("11 lineage edges end with them.")).toBeTruthy();
  expect(dialog.getByText(/21 tables, 63 columns/u)).toBeTruthy();
  expect(dialog.getByText("s.n4")).toBeTruthy();
  const deletions = () => asked.filter(({ operation, variables }) => operation === "DeleteTables" && !variables.dryRun);
  expect(deletions()).toHaveLength(0);
  await user.click(dialog.getByRole("button", { name: "Delete" }));
  expect(await screen.findByText(/21 tables are deleted/u)).toBeTruthy();
  expect(deletions()).toHaveLength(1);
});
