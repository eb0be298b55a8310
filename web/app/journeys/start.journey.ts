import { expect, test } from "./support/journey";

test("start and search", async ({ ariadne, signIn }) => {
  const { page, look } = await signIn("ADMIN");
  await look("empty start");
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Search everything" });
  await field.fill("new");
  await expect(page.getByRole("option", { name: "New table" })).toBeVisible();
  await look("actions");
  await page.keyboard.press("Escape");

  await ariadne.ask(
    `mutation($input: [TableInput!]!) { createTables(input: $input, message: "For the journey") { tables { id } } }`,
    {
      input: ["orders", "orders_archive", "customers"].map((name) => ({
        schema: "sales",
        name,
        description: `All ${name} of the shop`,
        columns: [
          { path: ["order_id"], dataType: "number" },
          { path: ["address", "city"], dataType: "text" },
        ],
      })),
    },
  );
  await page.getByRole("button", { name: "Search", exact: false }).first().click();
  await field.fill("order");
  await expect(page.getByRole("option", { name: "sales.orders", exact: false }).first()).toBeVisible();
  await look("found");
  await field.fill("city");
  await expect(page.getByRole("option", { name: "address.city", exact: false }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("sales.");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("option", { name: "sales.", exact: false }).first()).toBeVisible();
  await look("seen before");
  await field.fill("nothingatall");
  await expect(page.getByText("Nothing fits", { exact: false }).last()).toBeVisible();
  await look("nothing");
  await field.fill("order");
  await page.getByRole("option", { name: "All results for “order”" }).click();
  await expect(page.getByRole("status").filter({ hasText: "results" })).toBeVisible();
  await look("all results");
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Newest changes" })).toBeVisible();
  await look("start");
});
