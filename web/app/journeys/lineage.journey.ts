import { expect, test } from "./support/journey";
import { apart, canvas, claim, createTables, drag, looks, middleOf, node } from "./support/lineage";

const TABLES = {
  orders: ["order_id:number(12)", "customer:text", "total:decimal(12,2)", "placed_at:timestamp"],
  order_facts: ["order_id:number(12)", "customer:text", "revenue:decimal(12,2)", "day:date"],
  report: ["day:date", "revenue:decimal(14,2)"],
  customers: ["customer_id:number(12)", "name:text"],
};

test("lineage on the canvas: by mouse, by keyboard, decided, taken back", async ({ ariadne, signIn }) => {
  const { orders, order_facts, report } = await createTables(ariadne, TABLES);
  const { edges } = await claim(ariadne, [
    { from: orders?.id, to: order_facts?.id, confidence: 0.8, note: "read from load_facts.sql" },
    { from: order_facts?.id, to: report?.id, confidence: 0.6 },
  ]);
  const { page, look } = await signIn("EDITOR");
  await page.getByRole("link", { name: "Lineage", exact: true }).click();
  await look("where to begin");
  await page.getByRole("textbox", { name: "Table" }).fill("orders");
  await page.getByRole("navigation", { name: "Table" }).getByRole("link", { name: "orders" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Lineage of orders" })).toBeVisible();
  await expect(page.locator(".lineage-edge")).toHaveCount(2);
  expect(await looks(page)).toEqual(["proposed", "proposed"]);
  await look("proposed");

  // By mouse: from the side of one table to anywhere on another.
  await drag(page, node(page, "orders").locator(".react-flow__handle.source"), node(page, "report"));
  // It stays while the mouse is on it.
  await page.getByText("The lineage is added.").hover();
  await expect.poll(() => looks(page)).toEqual(["people", "proposed", "proposed"]);
  await look("added");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  await expect.poll(() => looks(page)).toEqual(["proposed", "proposed"]);

  // Where an edge is, what can be done with it.
  const [first = ""] = edges;
  const at = await middleOf(page, first);
  await page.mouse.click(at.x, at.y, { button: "right" });
  await look("menu");
  await page.getByRole("menuitem", { name: "Approve" }).click();
  await expect.poll(() => looks(page)).toEqual(["approved", "proposed"]);

  // By keyboard alone: to the edge, its details; then a new edge to a table that is not drawn yet.
  const stage = canvas(page);
  await stage.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("e");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("complementary").or(page.locator(".lineage-side"))).toContainText("80% sure");
  await look("details of an edge");
  await page.getByRole("button", { name: "Close" }).first().click();
  await stage.focus();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "Add lineage" })).toBeVisible();
  await page.keyboard.type("customers");
  // What is there is offered, and nothing of that name to be made beside it.
  await expect(page.getByRole("option")).toHaveCount(1);
  await expect(page.getByRole("option")).toContainText("customers");
  await look("adding by keyboard");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(node(page, "customers")).toBeVisible();
  await expect.poll(() => looks(page)).toEqual(["approved", "people", "proposed"]);
  // It is moved into sight, and its edge docks at it like any other.
  await expect(node(page, "customers")).toBeInViewport({ ratio: 0.99 });
  for (const distance of await apart(page)) expect(distance).toBeLessThan(0.5);
  await look("a table came");

  // The menu by keyboard: the edge is deleted and brought back.
  await page.keyboard.press("e");
  await page.keyboard.press("m");
  await page.getByRole("menuitem", { name: "Delete" }).press("Enter");
  // With it goes what was only to be seen behind it.
  await expect(page.locator(".lineage-edge")).toHaveCount(1);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(page.locator(".lineage-edge")).toHaveCount(3);
});

test("lineage of columns: row to row, and by the mapping grid", async ({ ariadne, signIn }) => {
  const { orders, order_facts, report } = await createTables(ariadne, TABLES);
  await claim(ariadne, [
    { from: orders?.columns.order_id, to: order_facts?.columns.order_id, status: "APPROVED" },
    { from: order_facts?.columns.day, to: report?.columns.day },
  ]);
  const { page, look } = await signIn("EDITOR");
  await page.goto(`${ariadne.url}/lineage?of=${JSON.stringify([orders?.id, order_facts?.id])}&level=COLUMN`);
  await expect(page.locator(".lineage-edge")).toHaveCount(2);
  // What one asked about shows all its columns, the others what is connected.
  await expect(node(page, "report").getByRole("button", { name: "All columns" })).toBeVisible();
  const row = (table: string, column: string) =>
    node(page, table)
      .locator(".table-node-row")
      .filter({ hasText: new RegExp(`^${column}$`, "u") });
  await expect(row("order_facts", "revenue")).toBeVisible();
  await drag(
    page,
    row("orders", "total").locator(".react-flow__handle.source"),
    row("order_facts", "revenue").locator(".react-flow__handle.target"),
  );
  await expect(page.getByText("The lineage is added.")).toBeVisible();
  await expect.poll(() => looks(page)).toEqual(["approved", "people", "proposed"]);
  await look("row to row");

  await page.goto(`${ariadne.url}/mapping?from=${orders?.id}&to=${order_facts?.id}`);
  await expect(page.getByText("2 pairs have lineage already")).toBeVisible();
  const pairs = page.getByRole("table", { name: "Pairs" });
  await expect(pairs.getByRole("row", { name: /customer → customer/u })).toBeVisible();
  await look("proposed pairs");
  await page.getByRole("button", { name: "Accept customer → customer" }).click();
  // By keyboard: a column here, the one that it feeds there.
  const [from, to] = [
    page.getByRole("listbox", { name: "orders", exact: true }),
    page.getByRole("listbox", { name: "order_facts", exact: true }),
  ];
  await from.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(to).toBeFocused();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect(pairs.getByRole("row", { name: /placed_at → day/u })).toContainText("The time of day is lost.");
  await page.getByRole("textbox", { name: "Transformation of placed_at → day" }).fill("trunc(placed_at)");
  await look("pairs to be saved");
  await page.getByRole("button", { name: "Save 2 pairs" }).click();
  await expect(page.getByText("2 pairs are saved.")).toBeVisible();
  await expect(page.getByText("4 pairs have lineage already")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 pairs have lineage already")).toBeVisible();
});
