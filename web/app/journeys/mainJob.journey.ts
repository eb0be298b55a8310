import type { Locator } from "@playwright/test";
import { expect, test } from "./support/journey";
import { sources } from "./support/sources";

/** More than this is no shortest path any more: a click was put in the way of somebody who is new here. */
const MOST_CLICKS = 14;
const MOST_TYPED = 35;

test("from nothing to lineage that is drawn, by what each page offers next", async ({ signIn }) => {
  const { page, look } = await signIn("ADMIN");
  let clicks = 0;
  let typed = 0;
  const click = async (target: Locator) => {
    await target.click();
    clicks += 1;
  };
  const type = async (text: string) => {
    await page.keyboard.type(text);
    typed += text.length;
  };

  await click(page.getByRole("link", { name: "Add data source" }));
  const form = page.getByRole("dialog");
  await click(form.getByRole("button", { name: "MongoDB" }));
  // The cursor is where one begins.
  await expect(form.getByRole("textbox", { name: /^Name/u })).toBeFocused();
  await click(form.getByRole("textbox", { name: /^Hosts/u }));
  await type(`mongodb://${sources.mongo()}/shop`);
  await click(form.getByRole("button", { name: "Test connection" }));
  await expect(form.getByText("Passed", { exact: true })).toBeVisible();
  await expect(form.getByRole("textbox", { name: /^Database/u })).toHaveValue("shop");
  await look("tested");
  await click(form.getByRole("button", { name: "Save", exact: true }));
  await expect(page.getByText("shop is saved.")).toBeVisible();
  await look("saved");
  await click(page.getByRole("button", { name: "New table" }));
  await expect(page.getByRole("combobox", { name: "Data source" })).toHaveValue("shop");
  await expect(page.getByRole("combobox", { name: "Table name" })).toBeFocused();
  await type("ord");
  await click(page.getByRole("option", { name: "orders" }));
  await click(page.getByRole("button", { name: "Fetch columns" }));
  await expect(page.getByRole("button", { name: "Save table" })).toBeVisible();
  await look("fetched");
  await click(page.getByRole("button", { name: "Save table" }));
  await click(page.getByRole("button", { name: "Say where its data comes from" }));
  // The second table is fetched where it is needed.
  const second = page.getByRole("option", { name: /^shop\.customers/u });
  await expect(second).toBeVisible();
  await look("a second table");
  await click(second);
  await expect(page.getByText("shop.customers was added to the catalog", { exact: false })).toBeVisible();
  await click(page.getByRole("button", { name: "Add", exact: true }));
  await expect(page.getByRole("link", { name: "shop.customers" })).toBeVisible();
  await look("linked");
  await click(page.getByRole("button", { name: "See it drawn" }));
  await expect(page.locator(".react-flow__node").filter({ hasText: "customers" })).toBeVisible();
  await look("drawn");

  console.info(`The main job takes ${clicks} clicks and ${typed} typed characters.`);
  expect(clicks).toBeLessThanOrEqual(MOST_CLICKS);
  expect(typed).toBeLessThanOrEqual(MOST_TYPED);
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Newest changes" })).toBeVisible();
  // All of it was done.
  await expect(page.getByRole("heading", { name: "From a data source to its lineage" })).toBeHidden();
});
