import { expect, test } from "./support/journey";
import {
  askForTable,
  columnRow,
  elasticsearch,
  fillSource,
  mongo,
  oracle,
  saveSource,
  saveTable,
  testConnection,
} from "./support/steps";

const JOBS = [
  { source: mongo, table: "orders", column: "customerId", type: "objectId" },
  { source: elasticsearch, table: "products", column: "name", type: "text" },
  { source: oracle, table: "EMPLOYEES", column: "LAST_NAME", type: "VARCHAR2" },
];

for (const { source, table, column, type } of JOBS) {
  test(`a source is added, tested and saved, and ${table} fetched`, async ({ signIn }) => {
    const { page, look } = await signIn("ADMIN");
    const wanted = source();
    await page.getByRole("link", { name: "Data sources" }).click();
    await fillSource(page, wanted);
    await testConnection(page, "Passed");
    await look("tested");
    await saveSource(page, wanted.name);
    await askForTable(page, wanted.name, table);
    await expect(page.locator(`input[data-field="path"][value="${column}"]`)).toBeVisible();
    await look("fetched");
    await saveTable(page, table);
    await expect(columnRow(page, column, type)).toBeVisible();
    await look("saved");

    await page.getByRole("link", { name: "Data sources" }).click();
    await expect(page.getByLabel(`1 table of ${wanted.name}`)).toBeVisible();
    await look("sources");
    await page.getByRole("link", { name: "Start", exact: true }).click();
    await expect(page.getByText("3 of 5")).toBeVisible();
    await look("start");
    await page.getByRole("link", { name: "Changes", exact: true }).click();
    await expect(page.getByRole("article")).toHaveCount(2);
    await look("changes");
  });
}
