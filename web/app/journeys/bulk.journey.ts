import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { expect, test } from "./support/journey";

type Given = Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0];

/** Goes to the page of imports and has a file checked. */
async function check(page: Page, file: Given): Promise<void> {
  await page.getByRole("link", { name: "Import and export" }).click();
  const other = page.getByRole("button", { name: "Import another file" });
  await expect(other.or(page.getByRole("button", { name: "Choose a file" }))).toBeVisible();
  if (await other.isVisible()) await other.click();
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("button", { name: "Check the file" }).click();
}

const csv = (name: string, ...lines: string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from(`${lines.join("\n")}\n`),
});

/** What a click makes the browser save. */
async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; path: string }> {
  const [download] = await Promise.all<[Promise<Download>, Promise<void>]>([page.waitForEvent("download"), click()]);
  return { name: download.suggestedFilename(), path: await download.path() };
}

const TABLES = csv(
  "tables.csv",
  "schema,table_name,description,owner",
  "sales,orders,All orders,Ada",
  "sales,customers,,",
);

test("tables and their lineage come in from CSV, and go again", async ({ signIn }) => {
  const { page, look } = await signIn("EDITOR");
  await page.getByRole("link", { name: "Import and export" }).click();
  await look("begin");
  await check(page, TABLES);
  await expect(page.getByText("Nothing is written yet. Look at the changes", { exact: false })).toBeVisible();
  await expect(page.getByRole("row", { name: /Created table sales\.orders/u })).toBeVisible();
  await look("plan");
  // Who leaves finds it again.
  await page.getByRole("link", { name: "Start", exact: true }).click();
  await page.getByRole("link", { name: "Import and export" }).click();
  await page.getByRole("link", { name: "tables.csv" }).click();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("It is imported.")).toBeVisible();
  await look("imported");

  await check(page, csv("lineage.csv", "from,to,note", "sales.customers,sales.orders,Joined nightly"));
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("It is imported.")).toBeVisible();
  await page
    .getByRole("button", { name: "To the tables" })
    .or(page.getByRole("link", { name: "To the tables" }))
    .click();
  await page.getByRole("link", { name: "sales.orders" }).click();
  await page.getByRole("tab", { name: "Lineage" }).click();
  await expect(page.getByRole("link", { name: "sales.customers" }).first()).toBeVisible();
  await page.goBack();
  await page.goBack();
  await page.goBack();
  await expect(page.getByText("It is imported.")).toBeVisible();
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect(page.getByText("taken back by #", { exact: false })).toBeVisible();
  await look("taken back");
});

test("mistakes are mended in place", async ({ ariadne, signIn }) => {
  await ariadne.ask(`mutation($input: [TableInput!]!) { createTables(input: $input) { tables { id } } }`, {
    input: ["orders", "customers"].map((name) => ({ schema: "sales", name })),
  });
  const { page, look } = await signIn("EDITOR");
  await check(
    page,
    csv(
      "columns.csv",
      "schema,table,column,dataType,nullable,comments about it",
      "sales,orders,id,number,no,",
      "sales,ordrs,status,text,yes,",
      "sales,customers,id,number,perhaps,",
    ),
  );
  await expect(page.getByText(/^2 errors keep the file/u)).toBeVisible();
  await expect(page.getByRole("button", { name: "Import", exact: true })).toBeDisabled();
  await look("problems");
  const annotated = await downloaded(page, () => page.getByRole("link", { name: "Download with problems" }).click());
  expect(readFileSync(annotated.path, "utf8")).toContain("Problems");
  // By keyboard alone: the suggestion of one, another value for the other.
  await page.getByRole("textbox", { name: "Value at 3 table" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Value at 4 nullable" })).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("no");
  await look("mended");
  await page.getByRole("button", { name: "Check again with 2 cells mended" }).click();
  await expect(page.getByText("Nothing is written yet. Look at the changes", { exact: false })).toBeVisible();
  await page.getByRole("tab", { name: /^Changes/u }).click();
  await look("changes");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("It is imported.")).toBeVisible();
  const { tables } = await ariadne.ask<{ tables: { nodes: { name: string; columnCount: number }[] } }>(
    "{ tables { nodes { name columnCount } } }",
  );
  expect(tables.nodes.map(({ name, columnCount }) => [name, columnCount])).toEqual([
    ["customers", 1],
    ["orders", 2],
  ]);
});

test("columns whose headers nobody knows are given a meaning", async ({ signIn }) => {
  const { page, look } = await signIn("EDITOR");
  await check(page, csv("liste.csv", "Objekt;Besitzer;Zeilen", "orders;Ada;7", "customers;Eve;8"));
  const headers = page.getByRole("region", { name: "Columns that are not known" });
  await expect(headers.getByRole("combobox", { name: "Objekt" })).toBeVisible();
  await look("unknown headers");
  for (const [header, field] of [
    ["Objekt", "name"],
    ["Besitzer", "owner"],
  ] as const) {
    await headers.getByRole("combobox", { name: header }).fill(field);
    await page.getByRole("option", { name: field, exact: true }).click();
  }
  await headers.getByRole("button", { name: "Check again with these" }).click();
  await expect(page.getByText("Nothing is written yet. Look at the changes", { exact: false })).toBeVisible();
  await look("headers with a meaning");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("It is imported.")).toBeVisible();
  // Another browser of the same person would list it too: the server does.
  await page.evaluate(() => localStorage.clear());
  await page.getByRole("button", { name: "Import another file" }).click();
  const recent = page.getByRole("region", { name: "Recent imports" });
  await expect(recent.getByRole("link", { name: "liste.csv" })).toBeVisible();
  await expect(recent.getByText("Imported")).toBeVisible();
  await look("own imports");
});

test("what was found and what is affected are taken away as files", async ({ ariadne, signIn }) => {
  const input = {
    tables: ["orders", "order_report"].map((name) => ({ name })),
    lineage: [{ from: "orders", to: "order_report" }],
  };
  await ariadne.ask(
    "mutation($input: CatalogInput!) { importCatalog(input: $input, options: { execute: true }) { status } }",
    { input },
  );
  const { page, look } = await signIn("VIEWER");
  await page.goto(`${ariadne.url}/search?q=order`);
  const formats = page.getByRole("group", { name: "Export" });
  await expect(formats).toBeVisible();
  await look("what was found");
  const found = await downloaded(page, () => formats.getByRole("link", { name: "CSV" }).click());
  expect(found.name).toBe("search.csv");
  expect(readFileSync(found.path, "utf8")).toMatch(/TABLE,,,order_report/u);
  const { tableByName } = await ariadne.ask<{ tableByName: { id: string } }>('{ tableByName(name: "orders") { id } }');
  await page.goto(`${ariadne.url}/lineage?of=${tableByName.id}&panel=impact`);
  const impact = page.getByRole("region", { name: "Impact" });
  await expect(impact.getByRole("link", { name: "JSON" })).toBeVisible();
  await look("what is affected");
  const affected = await downloaded(page, () => impact.getByRole("link", { name: "JSON" }).click());
  expect(JSON.parse(readFileSync(affected.path, "utf8"))).toMatchObject({
    impact: [{ distance: 1, what: "TABLE", table: "order_report" }],
  });
});

test("what is exported plans no change, in every format", async ({ ariadne, signIn }) => {
  await ariadne.ask(`mutation($input: [TableInput!]!) { createTables(input: $input) { tables { id } } }`, {
    input: ["orders", "客户"].map((name) => ({
      schema: "sales",
      name,
      description: `=All ${name}`,
      columns: [
        { path: ["id"], dataType: "number" },
        { path: ["address", "city"], dataType: "text" },
      ],
    })),
  });
  const { page, look } = await signIn("EDITOR");
  for (const format of ["XLSX", "CSV (zip)", "JSON", "YAML"]) {
    await page.getByRole("link", { name: "Tables", exact: true }).click();
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("radio", { name: format }).check();
    if (format === "XLSX") await look("export");
    const { name, path } = await downloaded(page, () => page.getByRole("link", { name: "Download" }).click());
    await check(page, { name, mimeType: "application/octet-stream", buffer: readFileSync(path) });
    await expect(page.getByText("there is nothing to import", { exact: false }), format).toBeVisible();
    await expect(page.getByRole("button", { name: "Import", exact: true })).toHaveCount(0);
  }
  await look("nothing to import");
});

test("a template is filled in already, and comes in as a workbook", async ({ signIn }) => {
  const { page, look } = await signIn("ADMIN");
  await page.getByRole("link", { name: "Import and export" }).click();
  const { name, path } = await downloaded(page, () => page.getByRole("link", { name: "XLSX", exact: true }).click());
  expect(name).toBe("template.xlsx");
  await check(page, { name, mimeType: "application/octet-stream", buffer: readFileSync(path) });
  await expect(page.getByText("Nothing is written yet. Look at the changes", { exact: false })).toBeVisible();
  await look("template");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("It is imported.")).toBeVisible();
});
