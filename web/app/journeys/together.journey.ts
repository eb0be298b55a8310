import { expect, test } from "./support/journey";

const COLUMNS = [
  { path: ["amount"], dataType: "decimal(10,2)", nullable: false },
  { path: ["label"], dataType: "text" },
  { path: ["placed_at"], dataType: "timestamp" },
];
const CREATE = "mutation($input: TableInput!) { createTable(input: $input) { table { id } } }";

test("two people change one table, and neither loses what he typed", async ({ ariadne, signIn }) => {
  const { createTable } = await ariadne.ask<{ createTable: { table: { id: string } } }>(CREATE, {
    input: { name: "payments", columns: COLUMNS },
  });
  const address = `${ariadne.url}/tables/${createTable.table.id}`;
  const { page: ada, look } = await signIn("ADMIN");
  const { page: bo } = await signIn("EDITOR");
  for (const page of [ada, bo]) {
    await page.goto(`${address}?edit=yes`);
    await expect(page.getByRole("textbox", { name: "Description: label" })).toBeVisible();
  }
  await bo.getByRole("textbox", { name: "Description: amount" }).fill("In euros");
  await bo.getByRole("textbox", { name: "Description: label" }).fill("As it is printed");
  await bo.getByRole("button", { name: "Save columns" }).click();
  await expect(bo.getByText("The columns are saved.")).toBeVisible();

  await ada.getByRole("textbox", { name: "Description: label" }).fill("What customers see");
  await ada.getByRole("textbox", { name: "Type: placed_at" }).fill("timestamptz");
  await ada.getByRole("button", { name: "Save columns" }).click();
  await expect(ada.getByText("editor1 changed this table while you were editing")).toBeVisible();
  await look("what the other changed");
  await ada.getByRole("button", { name: "Load again and keep what I typed" }).click();
  await expect(ada.getByRole("textbox", { name: "Description: amount" })).toHaveValue("In euros");
  await expect(ada.getByRole("radio", { name: /Mine: “What customers see”/u })).toBeChecked();
  await look("which of the two");
  await ada.getByRole("radio", { name: /Theirs: “As it is printed”/u }).click();
  await ada.getByRole("button", { name: "Save columns" }).click();
  await expect(ada.getByText("The columns are saved.")).toBeVisible();
  await expect(ada.getByRole("button", { name: "Description of label: As it is printed" })).toBeVisible();
  await expect(ada.getByText("timestamptz")).toBeVisible();

  // In place: another cell does not stand against it, the same one is asked about.
  await bo.goto(address);
  await bo.getByRole("button", { name: /^Description of label/u }).click();
  await ada.getByRole("button", { name: /^Description of label/u }).click();
  await bo.getByRole("textbox", { name: "Description of label" }).fill("Bo's words");
  await bo.keyboard.press("Enter");
  await expect(bo.getByText("Saved.")).toBeVisible();
  await ada.getByRole("textbox", { name: "Description of label" }).fill("Ada's words");
  await ada.keyboard.press("Enter");
  await expect(ada.getByText("editor1 wrote something else here meanwhile:")).toBeVisible();
  await look("a cell that both wrote");
  await ada.getByRole("button", { name: "Keep mine" }).click();
  await expect(ada.getByRole("button", { name: "Description of label: Ada's words" })).toBeVisible();

  // The description of the table.
  await ada.getByRole("button", { name: "Add a description" }).first().click();
  await ada.getByRole("textbox", { name: "Description", exact: true }).fill("What people **pay**");
  await bo.getByRole("button", { name: "Add a description" }).first().click();
  await bo.getByRole("textbox", { name: "Description", exact: true }).fill("Payments of all shops");
  await bo.getByRole("button", { name: "Save", exact: true }).click();
  await expect(bo.getByText("Payments of all shops")).toBeVisible();
  await ada.getByRole("button", { name: "Save", exact: true }).click();
  await expect(ada.getByText("Payments of all shops")).toBeVisible();
  await look("a description that both wrote");
  await ada.getByRole("button", { name: "Take theirs" }).click();
  await expect(ada.getByRole("button", { name: "Edit", exact: true })).toBeVisible();
});

test("a session that ends while one types is begun anew over the page", async ({ ariadne, signIn }) => {
  const { createTable } = await ariadne.ask<{ createTable: { table: { id: string } } }>(CREATE, {
    input: { name: "payments", columns: COLUMNS },
  });
  const { page, look } = await signIn("EDITOR");
  await page.goto(`${ariadne.url}/tables/${createTable.table.id}?edit=yes`);
  await page.getByRole("textbox", { name: "Description: label" }).fill("typed before");
  const { people } = await ariadne.ask<{ people: { nodes: { id: string; login: string }[] } }>(
    "{ people { nodes { id login } } }",
  );
  const id = people.nodes.find(({ login }) => login === "editor0")?.id;
  await ariadne.ask("mutation($id: ID!) { signOutEverywhere(personId: $id) { ended } }", { id });
  await page.getByRole("button", { name: "Save columns" }).click();
  const form = page.getByRole("dialog", { name: "Sign in again" });
  await expect(form.getByRole("textbox", { name: /^Name to sign in/u })).toHaveValue("editor0");
  await look("sign in again");
  await form.getByRole("textbox", { name: /^Password/u }).fill("a password for journeys");
  await form.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("The columns are saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Description of label: typed before" })).toBeVisible();
});
