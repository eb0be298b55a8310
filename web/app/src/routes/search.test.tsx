import { screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderApp } from "~/testing/renderApp";
import { answers, asked, ME } from "~/testing/server";

const table = (name: string) => ({ __typename: "Table", id: name, qualifiedName: name, kind: "VIEW" });
const COLUMN = {
  __typename: "Column",
  id: "c1",
  name: "address.city",
  dataType: "text",
  table: { id: "t9", qualifiedName: "sales.customers", source: { name: "shop" } },
};
const page = (nodes: unknown[], endCursor?: string) => ({ nodes, pageInfo: { hasNextPage: !!endCursor, endCursor } });
const searched = () => asked.filter(({ operation }) => operation === "Search").map(({ variables }) => variables.text);

/** By its whole text: the double of the browser takes marked letters for words of their own. */
const optionOf = (text: string) =>
  screen.findByRole("option", { name: (_, element) => element.textContent?.includes(text) ?? false });

async function openSearch(found: (text: string) => unknown, me: object = ME) {
  answers({ query: { me, search: ({ text }: { text: string }) => found(text) } });
  const app = renderApp("/changes");
  await screen.findByRole("heading", { level: 1 });
  await app.user.keyboard("{Control>}k{/Control}");
  const field = await screen.findByRole("combobox", { name: "Search everything" });
  return { ...app, field };
}

test("what is found is chosen by the arrows and opened by Enter", async () => {
  const { router, user, field } = await openSearch(() => page([table("cities"), COLUMN]));
  await user.type(field, "cit");
  const option = await optionOf("address.city");
  expect(option.textContent).toContain("shop › sales.customers");
  expect(option.querySelector("mark")?.textContent).toBe("cit");
  await user.keyboard("{ArrowDown}");
  expect(option.getAttribute("aria-selected")).toBe("true");
  expect(field.getAttribute("aria-activedescendant")).toBe(option.id);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/tables/t9"));
  expect(router.state.location.search).toEqual({ q: "address.city" });
  await waitFor(() => expect(screen.queryByRole("combobox", { name: "Search everything" })).toBeNull());
});

test("Enter before the answer opens the first of what was typed, never of what was typed before", async () => {
  const { router, user, field } = await openSearch((text) => page([table(`first_of_${text}`)]));
  await user.type(field, "old");
  await optionOf("first_of_old");
  await user.clear(field);
  await user.type(field, "newer{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/tables/first_of_newer"));
});

test("what is typed before the field is there is not lost", async () => {
  answers({ query: { search: () => page([]) } });
  const { user } = renderApp("/changes");
  await screen.findByRole("heading", { level: 1 });
  await user.keyboard("{Control>}k{/Control}new table");
  const field = await screen.findByRole<HTMLInputElement>("combobox", { name: "Search everything" });
  await waitFor(() => expect(field.value).toBe("new table"));
  await user.keyboard("s");
  expect(field.value).toBe("new tables");
});

test("typing asks once it pauses, and not for blanks", async () => {
  const { user, field } = await openSearch((text) => page([table(text)]));
  await user.type(field, "  ");
  await user.type(field, "orders");
  await optionOf("ordersView");
  expect(searched().at(-1)).toBe("orders");
  expect(searched().every((text) => text !== "")).toBe(true);
});

test("pages and actions are found by what they are called, those that change something by editors alone", async () => {
  const { user, field, router } = await openSearch(() => page([]));
  await user.type(field, "new t{Enter}");
  await waitFor(() => expect(router.state.location.pathname).toBe("/tables/new"));
});

test("a viewer is offered nothing that he may not do", async () => {
  const { field } = await openSearch(() => page([]), { ...ME, role: "VIEWER" });
  expect(field).toBeTruthy();
  expect(screen.getByRole("option", { name: /^Tables/u })).toBeTruthy();
  expect(screen.queryByRole("option", { name: /^New table/u })).toBeNull();
});

test("nothing found is said, to those who hear it too", async () => {
  const { user, field } = await openSearch(() => page([]));
  await user.type(field, "zzz");
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Nothing fits “zzz”."));
});

test("all results are paged", async () => {
  answers({
    query: {
      search: ({ after, first }: { after: string | null; first: number }) =>
        first === 1
          ? { totalCount: { value: 2, exact: true } }
          : after
            ? page([table("second")])
            : page([table("first")], "cursor"),
    },
  });
  const { user } = renderApp("/search?q=x");
  expect(await screen.findByText("first")).toBeTruthy();
  expect(await screen.findByText("2 results")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show more" }));
  expect(await screen.findByText("second")).toBeTruthy();
  expect(asked.filter(({ operation }) => operation === "Search").at(-1)?.variables.after).toBe("cursor");
});
