import { expect, test } from "./support/journey";
import { columnRow, mongo } from "./support/steps";

const SHEET = [
  "name\ttype\tnullable\tpk\tdescription",
  "_id\tobjectId\tno\tyes\tWho it is",
  "email\tstring\tno\tno\tWhere mail goes",
  "loyalty\tstring\tyes\tno\tPlanned for next year",
].join("\n");

test("a table written by hand is bound to its source later", async ({ ariadne, signIn }) => {
  const { fields } = mongo();
  await ariadne.ask(`mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }`, {
    input: { name: "shop", kind: "MONGODB", settings: { hosts: [fields.Hosts], database: fields.Database } },
  });
  const { page, look } = await signIn("EDITOR");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("link", { name: "New table" }).click();
  await page.getByRole("combobox", { name: "Data source" }).click();
  await page.getByRole("option", { name: "No source" }).click();
  await page.getByRole("combobox", { name: "Table name" }).fill("people who buy");
  await page.getByRole("button", { name: "Write columns" }).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), SHEET);
  await page.locator('input[data-field="path"]').first().focus();
  await page.keyboard.press("Control+v");
  await page.getByRole("button", { name: "Save table" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "people who buy" })).toBeVisible();

  await page.getByRole("button", { name: "Bind to a source" }).click();
  const drawer = page.getByRole("dialog", { name: "Bind to a data source" });
  await drawer.getByRole("combobox", { name: /^Source/u }).click();
  await page.getByRole("option", { name: "shop" }).click();
  await drawer.getByRole("combobox", { name: "Name at the source" }).fill("custo");
  await page.getByRole("option", { name: "customers" }).click();
  await expect(drawer.getByText("Nothing stands against it.", { exact: false })).toBeVisible();
  await look("bind");
  await drawer.getByRole("button", { name: "Bind to a source" }).click();

  // It is fetched at once: what the source has is reviewed, and accepted.
  const review = page.getByRole("dialog", { name: "Fetch again" });
  const accept = review.getByRole("button", { name: /^Accept \d+/u });
  await expect(accept).toBeEnabled();
  await look("review");
  await accept.click();
  await expect(page.getByRole("dialog")).toBeHidden();
  // What people wrote stays, beside what only the source knew.
  await expect(columnRow(page, "loyalty")).toContainText("Planned for next year");
  await expect(columnRow(page, "email")).toContainText("Where mail goes");
  await expect(page.locator("#main").getByRole("link", { name: "shop" })).toBeVisible();
  await look("bound");
});
