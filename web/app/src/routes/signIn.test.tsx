import { fireEvent, screen, waitFor } from "@testing-library/react";
import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
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

const count = (operation: string) => asked.filter((one) => one.operation === operation).length;

/** A server whose session has ended until somebody signs in with this password. */
function endedSession(as: object = ADA) {
  let ended = true;
  const unless = (answer: unknown) => () => {
    if (!ended) return answer;
    const message = "Nobody is signed in. Sign in in the browser, or send a token as Authorization: Bearer.";
    throw new GraphQLError(message, { extensions: { code: "UNAUTHENTICATED" } });
  };
  const written = { table: { id: "t1", version: 5 }, changeset: { id: "c9" } };
  answers({
    query: { me: () => (ended ? ADA : as), table: ORDERS, signInOptions: { provider: "Corporate" } },
    mutation: {
      saveColumns: unless(written),
      updateTable: unless(written),
      updateColumns: unless(written),
      signIn: ({ password }: { password: string }) => {
        if (password !== "secret") {
          throw new GraphQLError("The name or the password is wrong.", { extensions: { code: "UNAUTHENTICATED" } });
        }
        ended = false;
        return { me: as };
      },
    },
  });
  return { signInElsewhere: () => (ended = false) };
}

const password = () => screen.findByLabelText(/^Password/u);

test("columns that were edited are saved once one has signed in over them", async () => {
  endedSession();
  const { router, user } = renderApp("/tables/t1?edit=yes");
  fireEvent.change(await screen.findByRole("textbox", { name: "Type: sku" }), { target: { value: "text" } });
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
  endedSession();
  const { user } = renderApp("/tables/t1?edit=yes");
  fireEvent.change(await screen.findByRole("textbox", { name: "Type: sku" }), { target: { value: "text" } });
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
  const { signInElsewhere } = endedSession();
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Description of sku" }));
  await user.keyboard("Article{Enter}");
  const link = await screen.findByRole("link", { name: "Sign in with Corporate in a new tab" });
  expect([link.getAttribute("href"), link.getAttribute("target")]).toEqual(["/auth/oidc", "_blank"]);
  signInElsewhere();
  await user.click(screen.getByRole("button", { name: "I signed in: go on" }));
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(asked.findLast(({ operation }) => operation === "UpdateColumns")?.variables.patches).toEqual([
    { id: "c1", description: "Article" },
  ]);
});

test("another person is told whose page it was before anything is saved in his name", async () => {
  endedSession({ id: "bo", name: "Bo", role: "EDITOR", kind: "PERSON" });
  const { user } = renderApp("/tables/t1");
  await user.click(await screen.findByRole("button", { name: "Edit" }));
  await user.type(await screen.findByRole("textbox", { name: "Description" }), " and new{Control>}{Enter}{/Control}");
  await user.type(await password(), "secret{Enter}");
  expect(await screen.findByText(/this page was opened by Ada Lovelace/u)).toBeTruthy();
  expect(count("UpdateTable")).toBe(1);
  await user.click(screen.getByRole("button", { name: "Go on as Bo" }));
  expect(await screen.findByText("Saved.")).toBeTruthy();
  expect(asked.findLast(({ operation }) => operation === "UpdateTable")?.variables.patch).toEqual({
    description: "old and new",
  });
  expect(await screen.findByRole("button", { name: "Bo: account" })).toBeTruthy();
});
