import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { GraphQLError } from "graphql";
import { beforeEach, expect, test, vi } from "vitest";
import { goOn } from "~/shared/graphql/session";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

/* A session that ends while somebody is typing: he signs in over the page, and what he did goes on. */

const ORDERS = {
  id: "t1",
  name: "orders",
  qualifiedName: "shop.orders",
  kind: "TABLE",
  version: 4,
  columnCount: 1,
  description: "old",
  tags: [],
  columns: {
    nodes: [{ id: "c1", path: ["sku"], dataType: "string", logicalType: "string", origin: "MANUAL" }],
    pageInfo: { hasNextPage: false },
  },
};
const ADA = { ...ME, person: { id: "me", login: "ada" } };
const BO = { id: "bo", name: "Bo", role: "EDITOR", kind: "PERSON" };
const JOB = { id: "j1", status: "EXECUTING", fileName: "tables.csv", processed: 1, total: 2 };

const count = (operation: string) => asked.filter((one) => one.operation === operation).length;

/** A server where Ada is signed in until her session ends, or somebody else signs in. */
function session() {
  let who: typeof BO | undefined = ADA;
  const no = (message: string) => new GraphQLError(message, { extensions: { code: "UNAUTHENTICATED" } });
  const unless = (answer: unknown) => () => {
    if (who) return answer;
    throw no("Nobody is signed in. Sign in in the browser, or send a token as Authorization: Bearer.");
  };
  const written = { table: { id: "t1", version: 5 }, changeset: { id: "c9" } };
  answers({
    query: {
      me: () => who ?? null,
      server: unless({}),
      table: unless(ORDERS),
      importJob: unless(JOB),
      signInOptions: { provider: "Corporate" },
    },
    mutation: {
      saveColumns: unless(written),
      updateTable: unless(written),
      updateColumns: unless(written),
      signIn: ({ login, password }: { login: string; password: string }) => {
        if (password !== "secret") throw no("The name or the password is wrong.");
        who = login === "bo" ? BO : ADA;
        return { me: who };
      },
    },
  });
  return {
    end: () => {
      who = undefined;
    },
    /** In another tab: every session has a token of its own. */
    signIn: (person: typeof BO) => {
      who = person;
      const { port } = window.location;
      // biome-ignore lint/suspicious/noDocumentCookie: as the server sets it.
      document.cookie = `ariadne_csrf${port && `_${port}`}=${crypto.randomUUID()}`;
    },
  };
}

// What one test leaves waiting is not for the next.
beforeEach(goOn);

const password = () => screen.findByLabelText(/^Password/u);

test("columns that were edited are saved once one has signed in over them", async () => {
  const { end } = session();
  const { router, user } = renderApp("/tables/t1?edit=yes");
  fireEvent.change(await screen.findByRole("textbox", { name: "Type: sku" }), { target: { value: "text" } });
  end();
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  expect(((await screen.findByRole("textbox", { name: /^Name to sign in/u })) as HTMLInputElement).value).toBe("ada");
  expect(screen.queryByText(/Bearer/u)).toBeNull();
  await user.type(await password(), "guess{Enter}");
  expect(await screen.findByText("The name or the password is wrong.")).toBeTruthy();
  await user.clear(await password());
  await user.type(await password(), "secret{Enter}");
  expect(await screen.findByText("The columns are saved.")).toBeTruthy();
  expect(count("EditColumns")).toBe(2);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(router.state.location.search).toEqual({});
});

test("who would rather not sign in keeps what was typed, and is asked again when saving again", async () => {
  const { end } = session();
  const { user } = renderApp("/tables/t1?edit=yes");
  fireEvent.change(await screen.findByRole("textbox", { name: "Type: sku" }), { target: { value: "text" } });
  end();
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  await user.click(await screen.findByRole("button", { name: "Not now" }));
  expect(await screen.findByText("The session has ended. Sign in again.")).toBeTruthy();
  expect(screen.queryByText(/Bearer/u)).toBeNull();
  expect((screen.getByRole("textbox", { name: "Type: sku" }) as HTMLInputElement).value).toBe("text");
  await user.click(screen.getByRole("button", { name: "Save columns" }));
  await user.type(await password(), "secret{Enter}");
  expect(await screen.findByText("The columns are saved.")).toBeTruthy();
});

test("a sign-in with a provider goes on from another tab", async () => {
  const { end, signIn } = session();
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Description of sku" }));
  end();
  await user.keyboard("Article{Enter}");
  const link = await screen.findByRole("link", { name: "Sign in with Corporate in a new tab" });
  expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["/auth/oidc", "_blank"]);
  signIn(ADA);
  await user.click(screen.getByRole("button", { name: "I signed in: go on" }));
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(asked.findLast(({ operation }) => operation === "UpdateColumns")?.variables.patches).toEqual([
    { id: "c1", description: "Article" },
  ]);
});

/** Ada writes a description, and then the session is as `meanwhile` has it. */
async function writeDescription(meanwhile: () => void) {
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  await user.type(await screen.findByRole("textbox", { name: "Description" }), " and new");
  asked.length = 0;
  meanwhile();
  await user.keyboard("{Control>}{Enter}{/Control}");
  return user;
}

async function signInAs(user: UserEvent, login: string) {
  const name = await screen.findByRole("textbox", { name: /^Name to sign in/u });
  fireEvent.change(name, { target: { value: login } });
  await user.type(await password(), "secret{Enter}");
}

test("nothing is done in the name of another person who signed in over the page", async () => {
  const { end } = session();
  const user = await writeDescription(end);
  await signInAs(user, "bo");
  const told = within(await screen.findByRole("alertdialog", { name: "This browser is signed in as Bo" }));
  expect(told.getByText(/opened by Ada Lovelace.*copy before what you need/u)).toBeTruthy();
  expect(told.getAllByRole("button").map((button) => button.textContent)).toEqual([
    "Sign in as Ada Lovelace",
    "Load it as Bo",
  ]);
  expect(screen.queryByRole("dialog")).toBeNull();
  // Neither what waited, nor what is asked for now.
  await user.click(screen.getByRole("link", { name: "Data sources" }));
  await user.click(screen.getByRole("button", { name: "Sign in as Ada Lovelace" }));
  await user.click(await screen.findByRole("button", { name: "Back" }));
  await user.click(await screen.findByRole("button", { name: "Sign in as Ada Lovelace" }));
  const form = within(await screen.findByRole("dialog", { name: "Sign in again" }));
  await user.click(form.getByRole("button", { name: "Close" }));
  expect(await screen.findByRole("alertdialog")).toBeTruthy();
  expect([count("UpdateTable"), count("Sources")]).toEqual([1, 0]);
});

test("what waited goes on once the one whose page it is has signed in after another", async () => {
  const { end } = session();
  const user = await writeDescription(end);
  await signInAs(user, "bo");
  await user.click(await screen.findByRole("button", { name: "Sign in as Ada Lovelace" }));
  await signInAs(user, "ada");
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(asked.findLast(({ operation }) => operation === "UpdateTable")?.variables.patch).toEqual({
    description: "old and new",
  });
  expect(screen.queryByRole("alertdialog")).toBeNull();
});

test("another person who signed in in another tab is seen before anything is done in his name", async () => {
  const { signIn } = session();
  await writeDescription(() => signIn(BO));
  expect(await screen.findByRole("alertdialog", { name: "This browser is signed in as Bo" })).toBeTruthy();
  expect(count("UpdateTable")).toBe(0);
  // What waited for her is written once she is there: it would be told in the next test.
  signIn(ADA);
  goOn();
  expect(await screen.findByText("Saved.")).toBeTruthy();
});

test("a new session of the same person is nothing to tell", async () => {
  const { signIn } = session();
  await writeDescription(() => signIn(ADA));
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect([screen.queryByRole("alertdialog"), screen.queryByRole("dialog")]).toEqual([null, null]);
});

test("who would rather not sign in is asked again only when he does something", async () => {
  const { end } = session();
  const { user } = renderApp("/import?job=j1");
  await screen.findByText("tables.csv");
  end();
  await user.click(await screen.findByRole("button", { name: "Not now" }));
  // It goes on looking at the import.
  expect(await screen.findByText(/What you see may be out of date/u)).toBeTruthy();
  const before = count("ImportJob");
  await waitFor(() => expect(count("ImportJob")).toBeGreaterThan(before));
  await waitFor(() => expect(screen.getByText(/What you see may be out of date/u)).toBeTruthy());
  expect(screen.queryByRole("dialog")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("dialog", { name: "Sign in again" })).toBeTruthy();
});

test("a file is saved once one has signed in over its link, and not in another's name", async () => {
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(new URL(this.href).pathname);
  });
  const { end, signIn } = session();
  const { user } = renderApp("/import");
  const link = await screen.findByRole("link", { name: /YAML/u });
  await user.click(link);
  await waitFor(() => expect(saved).toEqual(["/export/template.yaml"]));
  end();
  await user.click(link);
  await user.type(await password(), "secret{Enter}");
  await waitFor(() => expect(saved).toHaveLength(2));
  signIn(BO);
  await user.click(link);
  expect(await screen.findByRole("alertdialog")).toBeTruthy();
  expect(saved).toHaveLength(2);
  vi.restoreAllMocks();
});
