import { expect, test } from "./support/journey";
import { mongo } from "./support/steps";

test("a viewer sees everything and may change nothing", async ({ ariadne, signIn }) => {
  const { fields } = mongo();
  await ariadne.ask(`mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }`, {
    input: { name: "shop", kind: "MONGODB", settings: { hosts: [fields.Hosts], database: "shop" } },
  });
  const { createTable } = await ariadne.ask<{ createTable: { table: { id: string } } }>(
    `mutation($input: TableInput!) { createTable(input: $input) { table { id } } }`,
    { input: { name: "orders", description: "All of them", columns: [{ path: ["id"], dataType: "number" }] } },
  );
  const { page, look } = await signIn("VIEWER");
  await expect(page.getByRole("heading", { name: "Newest changes" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Add data source" })).toHaveCount(0);
  await look("start");

  await page.getByRole("link", { name: "Tables", exact: true }).click();
  await expect(page.getByRole("link", { name: "orders" })).toBeVisible();
  await expect(page.getByRole("link", { name: "New table" })).toHaveCount(0);
  await page.getByRole("link", { name: "orders" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "orders" })).toBeVisible();
  for (const name of ["Delete", "Fetch again", "Edit"]) await expect(page.getByRole("button", { name })).toHaveCount(0);
  await look("table");

  await page.goto(`${ariadne.url}/tables/new`);
  await expect(page.getByText("You may look, and not change anything.", { exact: false })).toBeVisible();

  await page.getByRole("link", { name: "Data sources" }).click();
  await page.getByRole("link", { name: "shop", exact: true }).click();
  const form = page.getByRole("dialog");
  await expect(form.getByRole("textbox", { name: /^Hosts/u })).toBeDisabled();
  await expect(form.getByRole("button", { name: "Save", exact: true })).toHaveCount(0);
  await look("source");

  // The server refuses what the pages do not offer.
  const cookies = await page.context().cookies();
  const csrf = cookies.find(({ name }) => name.startsWith("ariadne_csrf"))?.value ?? "";
  const refused = await page.request.post(`${ariadne.url}/graphql`, {
    headers: { "ariadne-csrf": csrf },
    data: { query: `mutation { deleteTable(id: "${createTable.table.id}", version: 1) { changeset { id } } }` },
  });
  expect(await refused.text()).toContain("FORBIDDEN");
});
