import { expect, test } from "./support/journey";
import { askForTable, fillSource, oracle, saveSource, saveTable, testConnection } from "./support/steps";

test("a wrong password and an unknown table tell what to do", async ({ signIn }) => {
  const { page, look } = await signIn("ADMIN");
  await page.getByRole("link", { name: "Data sources" }).click();
  await fillSource(page, oracle("hr", "not the password"));
  await testConnection(page, "Failed");
  const form = page.getByRole("dialog");
  await expect(form.getByText("ORA-01017", { exact: false }).first()).toBeVisible();
  // It is words that tell what to do: there is no command to copy.
  await expect(form.getByText("What to do")).toBeVisible();
  await expect(form.getByRole("button", { name: "Copy" })).toBeHidden();
  await look("wrong password");
  await form.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "Save although the test failed?" })).toBeVisible();
  await look("save all the same");
  await page.getByRole("button", { name: "Test first" }).click();
  await form.getByRole("textbox", { name: /^Password/u }).fill("app-secret");
  await testConnection(page, "Passed");
  await saveSource(page, "hr");

  await askForTable(page, "hr", "EMPLOYEE");
  await expect(page.getByText("Did you mean")).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy" })).toBeVisible();
  await look("unknown table");
  await page.getByRole("button", { name: /EMPLOYEES$/u }).click();
  await expect(page.locator('input[data-field="path"][value="EMPLOYEE_ID"]')).toBeVisible();
  await saveTable(page, "EMPLOYEES");
});
