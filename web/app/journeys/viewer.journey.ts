import { expect, test } from "./support/journey";
import { canvas, claim, createTables, drag, looks, middleOf, node } from "./support/lineage";
import { mongo } from "./support/steps";

test("a viewer sees everything and may change nothing", async ({ ariadne, signIn }) => {
  const { fields } = mongo();
  await ariadne.ask(`mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }`, {
    input: { name: "shop", kind: "MONGODB", settings: { hosts: [fields.Hosts], database: "shop" } },
  });
  const { orders, report } = await createTables(ariadne, { orders: ["id:number"], report: ["id:number"] });
  const { edges } = await claim(ariadne, [{ from: orders?.id, to: report?.id }]);
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

  // Lineage is looked at, and neither drawn nor decided.
  const [edge = ""] = edges;
  await page.goto(`${ariadne.url}/lineage?of=${JSON.stringify([orders?.id])}&edge=${edge}`);
  await expect(page.getByText("1 claim")).toBeVisible();
  for (const name of ["Approve", "Reject …", "Delete", "Withdraw"])
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  await look("lineage");
  const at = await middleOf(page, edge);
  await page.mouse.click(at.x, at.y, { button: "right" });
  await expect(page.getByRole("menuitem")).toHaveText(["Show details"]);
  await page.keyboard.press("Escape");
  await canvas(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await drag(
    page,
    node(page, "report").locator(".react-flow__handle.source"),
    node(page, "orders").locator(".react-flow__handle.target"),
  );
  expect(await looks(page)).toEqual(["proposed"]);

  await page.goto(`${ariadne.url}/mapping?from=${orders?.id}&to=${report?.id}`);
  await expect(page.getByRole("listbox", { name: "orders", exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: /^(Pair|Accept|Save)/u })).toHaveCount(0);
  await look("mapping");

  // People and the audit log are administrators' alone.
  for (const name of ["People", "Audit log"]) await expect(page.getByRole("link", { name })).toHaveCount(0);
  await page.goto(`${ariadne.url}/people`);
  await expect(page.getByRole("button", { name: "Invite somebody" })).toHaveCount(0);
  await expect(page.locator("#main")).toContainText("administrators");
  await look("people");

  // The server refuses what the pages do not offer.
  const cookies = await page.context().cookies();
  const csrf = cookies.find(({ name }) => name.startsWith("ariadne_csrf"))?.value ?? "";
  const refused = await page.request.post(`${ariadne.url}/graphql`, {
    headers: { "ariadne-csrf": csrf },
    data: { query: `mutation { deleteTable(id: "${orders?.id}", version: 1) { changeset { id } } }` },
  });
  expect(await refused.text()).toContain("FORBIDDEN");
});
