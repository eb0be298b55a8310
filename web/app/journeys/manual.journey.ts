import { expect, test } from "./support/journey";
import { columnRow } from "./support/steps";

const SHEET = [
  "name\ttype\tnullable\tpk\tdescription",
  "month\tdate\tno\tyes\tFirst day of the month",
  "region\ttext\tno\tyes\tWhere it was sold",
  "revenue\tdecimal(14,2)\tyes\tno\tIn euros",
].join("\n");

test("a table by hand, its columns pasted from a spreadsheet", async ({ signIn }) => {
  const { page, look } = await signIn("EDITOR");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("link", { name: "New table" }).click();
  await page.getByRole("combobox", { name: "Table name" }).fill("monthly_revenue");
  await page.getByRole("button", { name: "Write columns" }).click();
  await page.evaluate((text) => navigator.clipboard.writeText(text), SHEET);
  await page.locator('input[data-field="path"]').first().focus();
  await page.keyboard.press("Control+v");
  await expect(page.locator('input[data-field="path"]')).toHaveCount(3);
  await look("pasted");
  // By keyboard alone: the last column moves up.
  await page.locator('input[data-field="path"][value="revenue"]').focus();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page.locator('input[data-field="path"]').nth(1)).toHaveValue("revenue");
  await page.getByRole("button", { name: "Save table" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "monthly_revenue" })).toBeVisible();
  await expect(columnRow(page, "month", "PK 1")).toBeVisible();

  // What was done is taken back from the toast.
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  await expect(page.getByText("editor0 deleted this table", { exact: false })).toBeVisible();
  await look("taken back");
  // And that once more: it is back with its columns.
  await page.getByRole("link", { name: "Changes", exact: true }).click();
  await page.getByRole("article").first().getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("article")).toHaveCount(3);
  await page.getByRole("link", { name: "Tables", exact: true }).click();
  await page.getByRole("link", { name: "monthly_revenue" }).click();
  await expect(columnRow(page, "revenue", "decimal(14,2)")).toBeVisible();
  await look("back again");
});
