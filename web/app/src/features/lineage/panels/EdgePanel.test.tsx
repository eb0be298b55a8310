import { screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { renderPart } from "~/testing/renderPart";
import { answers, asked, ME } from "~/testing/server";
import { EdgePanel } from "./EdgePanel";

const SCRIPT = { id: "token", name: "nightly", kind: "TOKEN" };
const CLAIM = { id: "a1", origin: "SQL", status: "PROPOSED", process: "load.sql", confidence: 0.9, actor: SCRIPT };
const OWN = { id: "a2", origin: "MANUAL", status: "APPROVED", note: "Checked", actor: ME };
const EDGE = {
  id: "e1",
  from: "t1",
  to: "t2",
  level: "TABLE",
  status: "PROPOSED",
  origins: ["SQL"],
  version: 3,
  assertions: [CLAIM],
};
const node = (id: string, qualifiedName: string) => ({ id, table: { id, qualifiedName, kind: "TABLE" } });
const NODES = [node("t1", "raw.orders"), node("t2", "stg.orders")];
const query = (edge: object, nodes = NODES) => ({
  lineageEdge: EDGE,
  lineagePaths: [{ nodes, edges: [edge] }],
});
const done = { changeset: { id: "c9" } };
const variablesOf = (name: string) => asked.find(({ operation }) => operation === name)?.variables;

function show(props: Partial<Parameters<typeof EdgePanel>[0]> = {}) {
  const closed = vi.fn();
  const changed = vi.fn();
  return {
    closed,
    changed,
    ...renderPart(() => <EdgePanel edgeId="e1" onClose={closed} onChanged={changed} {...props} />),
  };
}

test("an edge tells both ends, how it is held, and who claims so", async () => {
  answers({ query: query(EDGE) });
  show();
  expect(await screen.findByRole("link", { name: "raw.orders" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "stg.orders" }).getAttribute("href")).toContain("/tables/t2");
  const claim = within(screen.getByRole("article", { name: "Claim of nightly" }));
  expect(claim.getByText("90% sure")).toBeTruthy();
  expect(claim.getByText("From load.sql")).toBeTruthy();
  expect(claim.queryByRole("button", { name: "Edit" })).toBeNull();
  expect(variablesOf("LineageBetween")).toMatchObject({ from: "t1", to: "t2", asOf: null });
});

test("it is approved, which can be taken back", async () => {
  answers({ query: query(EDGE), mutation: { reviewLineage: done } });
  const { user, changed } = show();
  await user.click(await screen.findByRole("button", { name: "Approve" }));
  expect(await screen.findByText("Approved.")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Undo" })).toBeTruthy();
  expect(variablesOf("ReviewEdges")).toEqual({ ids: ["e1"], decision: "APPROVED" });
  expect(changed).toHaveBeenCalledOnce();
});

test("whoever rejects it says why", async () => {
  answers({ query: query(EDGE), mutation: { reviewLineage: done } });
  const { user } = show();
  await user.click(await screen.findByRole("button", { name: "Reject …" }));
  await user.keyboard("Not any more{Control>}{Enter}{/Control}");
  expect(await screen.findByText("Rejected.")).toBeTruthy();
  expect(variablesOf("ReviewEdges")).toEqual({ ids: ["e1"], decision: "REJECTED", note: "Not any more" });
});

test("Escape leaves the reason and not the panel, and asks before what was typed is lost", async () => {
  answers({ query: query(EDGE) });
  const { user, closed } = show();
  await user.click(await screen.findByRole("button", { name: "Reject …" }));
  await user.keyboard("x{Escape}");
  await user.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(() => expect(screen.queryByLabelText("Why is it wrong?")).toBeNull());
  await user.click(await screen.findByRole("button", { name: "Reject …" }));
  await user.keyboard("{Escape}");
  expect(screen.queryByLabelText("Why is it wrong?")).toBeNull();
  expect(closed).not.toHaveBeenCalled();
});

test("one's own claim is reworded, and only what is different is sent", async () => {
  answers({ query: query({ ...EDGE, assertions: [CLAIM, OWN] }), mutation: { updateAssertion: done } });
  const { user } = show();
  const claim = within(await screen.findByRole("article", { name: "Claim of Ada Lovelace" }));
  await user.click(await claim.findByRole("button", { name: "Edit" }));
  await user.type(claim.getByLabelText("Confidence in %"), "101");
  expect(claim.getByText("Enter a number from 0 to 100.")).toBeTruthy();
  await user.clear(claim.getByLabelText("Confidence in %"));
  await user.type(claim.getByLabelText("Transformation"), "sum(x)");
  await user.click(claim.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Your claim is saved.")).toBeTruthy();
  expect(variablesOf("RewordClaim")).toEqual({ id: "a2", version: 3, patch: { transformation: "sum(x)" } });
});

test("a decision is taken back, a claim withdrawn, the edge deleted", async () => {
  answers({
    query: query({ ...EDGE, status: "APPROVED", assertions: [CLAIM, OWN] }),
    mutation: { reviewLineage: done, withdrawAssertions: done, deleteLineage: done },
  });
  const { user, closed } = show();
  await user.click(await screen.findByRole("button", { name: "Take back my decision" }));
  await waitFor(() => expect(variablesOf("ReviewEdges")).toEqual({ ids: ["e1"], decision: "PROPOSED" }));
  const claim = within(screen.getByRole("article", { name: "Claim of nightly" }));
  await user.click(claim.getByRole("button", { name: "Withdraw" }));
  await waitFor(() => expect(variablesOf("WithdrawClaims")).toEqual({ ids: ["a1"] }));
  await user.click(screen.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(closed).toHaveBeenCalledOnce());
  expect(variablesOf("EndEdges")).toEqual({ ids: ["e1"] });
});

test("a derived edge is decided on by claiming it", async () => {
  const derived = { ...EDGE, id: "d1", derived: true, version: null, assertions: [] };
  answers({ query: { ...query(derived), lineageEdge: null }, mutation: { createLineage: done } });
  const { user } = show({ edgeId: "d1", ends: { from: "t1", to: "t2", level: "TABLE" } });
  await user.click(await screen.findByRole("button", { name: "Approve" }));
  expect(await screen.findByText("Approved.")).toBeTruthy();
  expect(variablesOf("ClaimLineage")).toEqual({ input: [{ from: "t1", to: "t2", status: "APPROVED" }] });
  expect(variablesOf("ReviewEdges")).toBeUndefined();
  expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
});

/** The panel at now, and at #4 after a click. */
function Whole() {
  const [at, setAt] = useState<string>();
  return (
    <>
      <button type="button" onClick={() => setAt("4")}>
        Back in time
      </button>
      <EdgePanel edgeId="e1" at={at} onClose={() => undefined} />
    </>
  );
}

test("what is there now is not told of a time before it was", async () => {
  const lineagePaths = ({ asOf }: { asOf: object | null }) => (asOf ? [] : query(EDGE).lineagePaths);
  answers({ query: { lineageEdge: EDGE, lineagePaths } });
  const { user } = renderPart(() => <Whole />);
  expect(await screen.findByRole("article", { name: "Claim of nightly" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Back in time" }));
  expect(await screen.findByText(/does not exist at this point/u)).toBeTruthy();
  expect(screen.queryByRole("article")).toBeNull();
});

test("the past is only looked at", async () => {
  answers({ query: query({ ...EDGE, until: 12 }) });
  show({ at: "7" });
  expect(await screen.findByText("As it was then; #12 changed or ended it.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Approve" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Withdraw" })).toBeNull();
  expect(variablesOf("LineageBetween")).toMatchObject({ asOf: { seq: 7 } });
});

test("what ended since is shown as it was", async () => {
  const lineagePaths = ({ asOf }: { asOf: { seq: number } | null }) =>
    asOf ? [{ nodes: NODES, edges: [{ ...EDGE, until: 9 }] }] : [];
  answers({ query: { lineageEdge: null, lineagePaths } });
  show({ since: "7", ends: { from: "t1", to: "t2", level: "TABLE" } });
  expect(await screen.findByText("As it was then; #9 changed or ended it.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Delete" })).toBeNull();
});

test("a longer way between the ends is not the edge", async () => {
  answers({
    query: { lineageEdge: EDGE, lineagePaths: [{ nodes: [...NODES, node("t3", "x")], edges: [EDGE, EDGE] }] },
  });
  show();
  expect(await screen.findByText(/does not exist at this point/u)).toBeTruthy();
});

test("a viewer changes nothing", async () => {
  answers({ query: { ...query({ ...EDGE, assertions: [CLAIM, OWN] }), me: { ...ME, role: "VIEWER" } } });
  show();
  expect(await screen.findByText("Checked")).toBeTruthy();
  const names = within(screen.getByRole("region", { name: "Lineage" }))
    .getAllByRole("button")
    .map((button) => button.getAttribute("aria-label") ?? button.textContent);
  expect(names).toEqual(["Close"]);
});
