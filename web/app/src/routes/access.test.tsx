import { act, screen, waitFor, within } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

const page = (nodes: unknown[], more: object = {}) => ({ nodes, pageInfo: { hasNextPage: false }, ...more });
const VERA = {
  id: "p2",
  name: "Vera Rubin",
  login: "vera",
  role: "VIEWER",
  isActive: true,
  hasPassword: true,
  version: 3,
  sessions: [],
};
const ADA = { ...VERA, id: "me", name: "Ada Lovelace", login: "ada", role: "ADMIN" };
const LINK = {
  id: "l1",
  purpose: "INVITE",
  role: "EDITOR",
  login: "grace",
  createdBy: { name: "Ada Lovelace" },
  expiresAt: "2026-12-03T12:00:00Z",
};
const refused =
  (code: string, message: string, more: object = {}) =>
  () => {
    throw new GraphQLError(message, { extensions: { code, ...more } });
  };
const sent = (operation: string) => asked.filter((one) => one.operation === operation).map((one) => one.variables);

test("people are told with their state, and looked for by the address", async () => {
  answers({ query: { people: page([{ ...VERA, isActive: false, issuer: "https://id" }]) } });
  renderApp("/people?q=ver&active=no");
  const row = (await screen.findByText("Vera Rubin")).closest("tr");
  for (const told of ["vera", "Viewer", "Not active", "Single sign-on", "Never"]) {
    expect(row?.textContent).toContain(told);
  }
  expect(sent("People")).toEqual([{ filter: { text: "ver", isActive: false }, after: null }]);
});

test("an invitation answers a link once, and says who has the name already", async () => {
  let invitePerson: unknown = refused("CONFLICT", "Vera Rubin signs in by this name already.");
  const made = { url: "http://x/welcome#secret", link: { expiresAt: "2026-12-03T12:00:00Z" } };
  answers({ query: { people: page([ADA]) }, mutation: { invitePerson: () => (invitePerson as () => unknown)() } });
  const { user } = renderApp("/people");
  await user.click(await screen.findByRole("button", { name: "Invite somebody" }));
  const login = await screen.findByRole("textbox", { name: /^Name to sign in with/u });
  await user.type(login, "vera");
  await user.click(screen.getByRole("radio", { name: "Viewer" }));
  await user.click(screen.getByRole("button", { name: "Make the invitation link" }));
  expect(await screen.findByText("Vera Rubin signs in by this name already.")).toBeTruthy();
  expect(login.getAttribute("aria-invalid")).toBe("true");
  invitePerson = () => made;
  await user.clear(login);
  await user.click(screen.getByRole("button", { name: "Make the invitation link" }));
  expect(await screen.findByDisplayValue(made.url)).toBeTruthy();
  expect(sent("Invite").at(-1)).toEqual({ input: { role: "VIEWER", login: null, name: null } });
  await user.click(screen.getByRole("button", { name: "Done" }));
  await waitFor(() => expect(screen.queryByDisplayValue(made.url)).toBeNull());
});

test("a link is withdrawn after asking", async () => {
  answers({ query: { people: page([ADA]), oneTimeLinks: [LINK] }, mutation: { withdrawLink: "l1" } });
  const { user } = renderApp("/people");
  await user.click(await screen.findByRole("button", { name: "Withdraw the link of grace" }));
  expect(sent("WithdrawLink")).toEqual([]);
  const dialog = within(await screen.findByRole("dialog"));
  await user.click(dialog.getByRole("button", { name: "Withdraw" }));
  expect(await screen.findByText("The link does not work any more.")).toBeTruthy();
  expect(sent("WithdrawLink")).toEqual([{ id: "l1" }]);
});

test("a person is changed by what differs, and the list is left as it was looked at", async () => {
  answers({
    query: { people: page([VERA]), person: VERA },
    mutation: { updatePerson: { id: "p2", name: "Vera Rubin" } },
  });
  const { router, user } = renderApp("/people?q=vera&edit=p2");
  await user.click(await screen.findByRole("radio", { name: "Editor" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Vera Rubin is saved.")).toBeTruthy();
  expect(sent("UpdatePerson")).toEqual([{ id: "p2", version: 3, patch: { role: "EDITOR" } }]);
  await waitFor(() => expect(router.state.location.search).toEqual({ q: "vera" }));
});

test("one's own role is not given up without asking, and the last one not at all", async () => {
  const last = "This is the last active administrator.";
  answers({ query: { people: page([ADA]), person: ADA }, mutation: { updatePerson: refused("CONFLICT", last) } });
  const { user } = renderApp("/people?edit=me");
  await user.click(await screen.findByRole("radio", { name: "Viewer" }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(sent("UpdatePerson")).toEqual([]);
  await user.click(await screen.findByRole("button", { name: "Change it" }));
  // It is told at the roles, not as a failure of the whole form.
  expect((await screen.findByText(last)).closest("[role=alert]")).toBeNull();
});

test("what somebody else changed meanwhile is told, and the form is the newest", async () => {
  let person = VERA;
  const updatePerson = () => {
    person = { ...VERA, version: 4, name: "Vera C. Rubin" };
    return refused("CONFLICT", "Vera Rubin was changed in the meantime.")();
  };
  answers({ query: { people: page([VERA]), person: () => person }, mutation: { updatePerson } });
  const { user } = renderApp("/people?edit=p2");
  await user.click(await screen.findByRole("switch", { name: /^Active/u }));
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Vera Rubin was changed in the meantime.")).toBeTruthy();
  expect(await screen.findByDisplayValue("Vera C. Rubin")).toBeTruthy();
});

test("who went elsewhere while a person was saved is not brought back", async () => {
  let answer: (() => void) | undefined;
  const updatePerson = () =>
    new Promise((resolve) => {
      answer = () => resolve(VERA);
    });
  answers({ query: { people: page([VERA]), person: VERA }, mutation: { updatePerson } });
  const { router, user } = renderApp("/people?edit=p2");
  await user.type(await screen.findByRole("textbox", { name: /^Name\b(?! to)/u }), "x");
  await user.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(answer).toBeTruthy());
  await act(() => router.navigate({ to: "/tables", ignoreBlocker: true }));
  answer?.();
  expect(await screen.findByText("Vera Rubinx is saved.")).toBeTruthy();
  expect(router.state.location.pathname).toBe("/tables");
});

test("a reset answers a link, and what was typed is not lost without asking", async () => {
  const made = { url: "http://x/welcome#reset", link: { expiresAt: "2026-12-03T12:00:00Z" } };
  answers({ query: { people: page([VERA]), person: VERA }, mutation: { resetPassword: made } });
  const { user } = renderApp("/people?edit=p2");
  await user.click(await screen.findByRole("button", { name: "Make a link to set a new password" }));
  expect(await screen.findByDisplayValue(made.url)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Done" }));
  await user.type(await screen.findByRole("textbox", { name: /^Name to sign in with/u }), "x");
  await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Close" }));
  expect(await screen.findByText("Discard what you typed?")).toBeTruthy();
});

test.each(["/people", "/audit"])("%s is for administrators", async (address) => {
  answers({ query: { me: { ...ME, role: "EDITOR" } } });
  renderApp(address);
  expect(await screen.findByText("This page is for administrators")).toBeTruthy();
  expect(sent("People").concat(sent("Audit"))).toEqual([]);
  expect(screen.queryByRole("link", { name: "People" })).toBeNull();
});

test("a viewer makes a token for reading alone, and sees its secret once", async () => {
  const createToken = { secret: "ari_secret", token: { id: "t1", name: "backup" } };
  answers({ query: { me: { ...ME, role: "VIEWER", tokens: page([]) } }, mutation: { createToken } });
  const { user } = renderApp("/tokens");
  await user.click(await screen.findByRole("button", { name: "New token" }));
  await user.type(await screen.findByRole("textbox", { name: /^What for/u }), "backup");
  expect(within(screen.getByRole("dialog")).getAllByRole("radio")).toHaveLength(1);
  await user.click(screen.getByRole("button", { name: "Make the token" }));
  expect(await screen.findByDisplayValue("ari_secret")).toBeTruthy();
  // It would be lost.
  await user.keyboard("{Escape}");
  expect(screen.getByDisplayValue("ari_secret")).toBeTruthy();
  expect(sent("CreateToken")[0]?.input).toMatchObject({ name: "backup", role: "VIEWER" });
});

test("what is wrong with a new token is told at its fields", async () => {
  const problems = [
    { path: ["name"], code: "REQUIRED", message: "Enter what the token is for." },
    { path: ["role"], code: "TOO_MUCH", message: "You have the role VIEWER." },
  ];
  answers({
    query: { me: { ...ME, tokens: page([]) } },
    mutation: { createToken: refused("VALIDATION", "2 things are wrong.", { problems }) },
  });
  const { user } = renderApp("/tokens");
  await user.click(await screen.findByRole("button", { name: "New token" }));
  await user.click(await screen.findByRole("button", { name: "Make the token" }));
  expect(await screen.findByText("Enter what the token is for.")).toBeTruthy();
  expect(screen.getByText("You have the role VIEWER.")).toBeTruthy();
  expect(screen.queryByText(/2 things/u)).toBeNull();
});

test("administrators see everybody's tokens with their owners, and revoke them after asking", async () => {
  const token = { id: "t1", name: "backup", role: "VIEWER", ownerId: "p2" };
  answers({
    query: { people: page([VERA]), tokens: page([token, { ...token, id: "t2", revokedAt: "2026-11-30T12:00:00Z" }]) },
    mutation: { revokeToken: token },
  });
  const { user } = renderApp("/tokens?whose=all&owner=p2&ended=yes");
  const [revoke, ...others] = await screen.findAllByRole("button", { name: "Revoke backup" });
  expect(others).toEqual([]);
  expect(await screen.findAllByText("Vera Rubin")).not.toEqual([]);
  expect(sent("AllTokens")[0]?.filter).toEqual({ onlyActive: false, ownerId: "p2" });
  if (revoke) await user.click(revoke);
  await user.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Revoke" }));
  expect(await screen.findByText("backup is revoked.")).toBeTruthy();
  expect(sent("RevokeToken")).toEqual([{ id: "t1" }]);
});

const HERE = { id: "s1", isCurrent: true, userAgent: "Mozilla/5.0 (X11; Linux) Firefox/128.0" };
const THERE = { id: "s2", isCurrent: false, address: "10.0.0.7", userAgent: "curl/8" };
const profile = (person: object) => ({
  query: { me: { ...ME, tokens: page([]), person: { ...ADA, sessions: [HERE, THERE], ...person } } },
});

test("one renames oneself and ends one's other sessions", async () => {
  answers({ ...profile({}), mutation: { updateProfile: { id: "me" }, endSession: { ended: 1 } } });
  const { user } = renderApp("/profile");
  const name = await screen.findByRole("textbox", { name: /^Name/u });
  await user.clear(name);
  await user.type(name, "Ada King");
  await user.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Your name is saved.")).toBeTruthy();
  expect(sent("UpdateProfile")).toEqual([{ name: "Ada King" }]);
  expect(screen.queryByRole("button", { name: "Sign out Firefox · Linux" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Sign out curl/8" }));
  expect(await screen.findByText("Signed out there.")).toBeTruthy();
  expect(sent("EndSession")).toEqual([{ id: "s2" }]);
});

test("a password is changed with what is wrong told at its field", async () => {
  const problems = [{ path: ["current"], code: "WRONG", message: "This is not your current password." }];
  answers({ ...profile({}), mutation: { changePassword: refused("VALIDATION", "Wrong.", { problems }) } });
  const { user } = renderApp("/profile");
  const [current, next, again] = await Promise.all(
    [/^Current password/u, /^New password/u, /^The new password again/u].map((name) => screen.findByLabelText(name)),
  );
  if (!current || !next || !again) throw new Error("a field is missing");
  await user.type(current, "wrong");
  await user.type(next, "correct horse");
  await user.type(again, "correct house");
  await user.click(screen.getByRole("button", { name: "Change password" }));
  expect(await screen.findByText("The two passwords differ.")).toBeTruthy();
  expect(sent("ChangePassword")).toEqual([]);
  await user.clear(again);
  await user.type(again, "correct horse");
  await user.click(screen.getByRole("button", { name: "Change password" }));
  expect(await screen.findByText("This is not your current password.")).toBeTruthy();
  expect(sent("ChangePassword")).toEqual([{ current: "wrong", new: "correct horse" }]);
});

test("who signs in through a provider is told so, and has no password to change", async () => {
  answers(profile({ hasPassword: false, issuer: "https://id.example" }));
  renderApp("/profile");
  expect(await screen.findByText("Signs in through https://id.example.")).toBeTruthy();
  expect(screen.queryByLabelText(/^Current password/u)).toBeNull();
});

test("the audit log is narrowed by its address, by whoever is clicked, and taken away as a file", async () => {
  const entry = {
    id: "a1",
    action: "SIGN_IN",
    outcome: "UNAUTHENTICATED",
    address: "10.0.0.7",
    actor: { id: "p2", name: "Vera Rubin", kind: "PERSON" },
    details: { reason: "wrong password" },
  };
  answers({ query: { audit: page([entry]), people: page([VERA]) } });
  const { router, user } = renderApp("/audit?action=SIGN_IN&outcome=UNAUTHENTICATED");
  expect(await screen.findByText("reason: wrong password")).toBeTruthy();
  expect(sent("Audit")[0]?.filter).toEqual({ actions: ["SIGN_IN"], outcome: "UNAUTHENTICATED" });
  expect(screen.getByRole("link", { name: "Download as CSV" }).getAttribute("href")).toBe(
    "/export/audit.csv?actions=SIGN_IN&outcome=UNAUTHENTICATED",
  );
  await user.click(screen.getByRole("button", { name: "Vera Rubin" }));
  await waitFor(() => expect(router.state.location.search).toMatchObject({ actor: "p2" }));
  await user.click(screen.getByRole("button", { name: "Reset filters" }));
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

test("the person's menu leads to the profile and one's tokens", async () => {
  answers({ query: { me: { ...ME, role: "VIEWER", tokens: page([]) } } });
  const { router, user } = renderApp("/changes");
  await user.click(await screen.findByRole("button", { name: "Ada Lovelace: account" }));
  await user.click(await screen.findByRole("menuitem", { name: "Tokens" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/tokens"));
});

test("a name that was typed and not saved is not lost by going elsewhere", async () => {
  answers(profile({}));
  const { user, router } = renderApp("/profile");
  await user.type(await screen.findByRole("textbox", { name: /^Name/u }), " King");
  await user.click(screen.getByRole("link", { name: "Tables" }));
  expect(await screen.findByText("Discard what you typed?")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Discard" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/tables"));
});
