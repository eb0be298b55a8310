import { expect, type Locator, type Page } from "@playwright/test";
import { sources } from "./sources";

/** What is typed into the form of a source, by the label of its field. */
export interface SourceFields {
  kind: string;
  name: string;
  fields: Record<string, string>;
}

export function mongo(name = "shop"): SourceFields {
  return { kind: "MongoDB", name, fields: { Hosts: sources.mongo(), Database: "shop" } };
}

export function elasticsearch(name = "catalog search"): SourceFields {
  return { kind: "Elasticsearch and OpenSearch", name, fields: { URLs: sources.elasticsearch() } };
}

export function oracle(name = "hr", password = "app-secret"): SourceFields {
  const [host = "", port = ""] = sources.oracle().split(":");
  const account = { "User name": "APP", Password: password, Schema: "HR" };
  return { kind: "Oracle Database", name, fields: { Host: host, Port: port, "Service name": "FREEPDB1", ...account } };
}

/** Fills in the form of a new source, on the page of the sources. */
export async function fillSource(page: Page, { kind, name, fields }: SourceFields): Promise<void> {
  await page.getByRole("button", { name: "Add data source" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: kind }).click();
  await form.getByRole("textbox", { name: /^Name/u }).fill(name);
  for (const [label, value] of Object.entries(fields)) {
    const field = form.getByRole("textbox", { name: new RegExp(`^${label}( \\*)?$`, "u") });
    if (!(await field.isVisible())) await form.getByRole("button", { name: /^More settings/u }).click();
    await field.fill(value);
  }
}

/** Runs the test and waits for how it ends. */
export async function testConnection(page: Page, ends: "Passed" | "Warning" | "Failed"): Promise<void> {
  const form = page.getByRole("dialog");
  await form.getByRole("button", { name: "Test connection" }).click();
  await expect(form.getByText("Result of this test")).toBeVisible();
  await expect(form.getByText(ends, { exact: true })).toBeVisible();
}

export async function saveSource(page: Page, name: string): Promise<void> {
  await page.getByRole("dialog").getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(`${name} is saved.`)).toBeVisible();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("row", { name: new RegExp(name, "u") })).toContainText("Passed");
}

/** Asks for a table of a source, from anywhere. */
export async function askForTable(page: Page, source: string, name: string): Promise<void> {
  await page.keyboard.press("Control+k");
  // Typed on at once, before the field is there.
  await page.keyboard.type("new table");
  await expect(page.getByRole("combobox", { name: "Search everything" })).toHaveValue("new table");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "Data source" }).click();
  await page.getByRole("option", { name: source, exact: true }).click();
  await page.getByRole("combobox", { name: "Table name" }).fill(name);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Fetch columns" }).click();
}

export async function saveTable(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Save table" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** The row of a column on its table's page, with what it tells of it. */
export function columnRow(page: Page, name: string, tells = ""): Locator {
  // With nested columns it is a tree.
  const table = page.getByRole("table", { name: "Columns" }).or(page.getByRole("treegrid", { name: "Columns" }));
  const rows = table.getByRole("row");
  return rows.filter({ has: page.getByRole("button", { name: `Details of ${name}`, exact: true }) }).filter({
    hasText: tells,
  });
}
