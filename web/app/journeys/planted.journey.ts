import { expect, test } from "./support/journey";
import { workbook } from "./support/workbook";

const TABLES = 10_000;
const HEADERS = ["schema", "Table", "Type", "owner", "tags"];
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

const sound = (n: number) => [`SCHEMA_${n % 40}`, `TABLE_${n}`, n % 2 ? "VIEW" : "TABLE", "Ada", "core, sales"];

/** Fifty mistakes over the whole sheet: row as a spreadsheet counts it, column, what stands there. */
const MISTAKES = Array.from({ length: 50 }, (_, n) => {
  const row = 7 + n * 199;
  return n % 5 === 4
    ? { row, column: "Table", value: "" }
    : { row, column: "Type", value: sound(row - 1)[2] === "VIEW" ? "VEIW" : "TABEL" };
});

const rows = (mistakes: typeof MISTAKES) => {
  const sheet = [HEADERS, ...Array.from({ length: TABLES }, (_, n) => sound(n + 1))];
  for (const { row, column, value } of mistakes) {
    const cells = [...(sheet[row - 1] ?? [])];
    cells[HEADERS.indexOf(column)] = value;
    sheet[row - 1] = cells;
  }
  return sheet;
};

interface Jobs {
  imports: { nodes: { problems: { nodes: { severity: string; row: number; column: string; code: string }[] } }[] };
}

test("of ten thousand tables exactly the fifty planted mistakes are told, mended in place, and go in and come out the same", async ({
  ariadne,
  signIn,
}) => {
  test.setTimeout(900_000);
  const { page, look } = await signIn("EDITOR");
  const check = async (name: string, buffer: Buffer) => {
    await page.getByRole("link", { name: "Import and export" }).click();
    const other = page.getByRole("button", { name: "Import another file" });
    await expect(other.or(page.getByRole("button", { name: "Choose a file" }))).toBeVisible();
    if (await other.isVisible()) await other.click();
    await page.locator('input[type="file"]').setInputFiles({ name, mimeType: XLSX, buffer });
    await page.getByRole("button", { name: "Check the file" }).click();
  };
  const SLOW = { timeout: 300_000 };

  await check("tables.xlsx", workbook("Tables", rows(MISTAKES)));
  await expect(page.getByText(/^50 errors keep the file/u)).toBeVisible(SLOW);
  await look("fifty mistakes");
  // What the page shows is what the server tells: each at its cell, and nothing else.
  const id = new URL(page.url()).searchParams.get("job");
  const { importJob } = await ariadne.ask<{ importJob: Jobs["imports"]["nodes"][number] }>(
    "query($id: ID!) { importJob(id: $id) { problems(first: 500) { nodes { severity row column code } } } }",
    { id },
  );
  expect(importJob.problems.nodes).toEqual(
    MISTAKES.map(({ row, column, value }) => ({
      severity: "ERROR",
      row,
      column,
      code: value === "" ? "REQUIRED" : "INVALID",
    })),
  );

  // By keyboard from one to the next: Enter takes the suggestion, what has none is typed.
  const cellOf = ({ row, column }: { row: number; column: string }) =>
    page.getByRole("textbox", { name: `Value at Tables ${row} ${column}`, exact: true });
  const [first] = MISTAKES;
  if (first) await cellOf(first).focus();
  for (const mistake of MISTAKES) {
    await expect(cellOf(mistake)).toBeFocused();
    if (mistake.value === "") await page.keyboard.type(`TABLE_${mistake.row - 1}`);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("button", { name: "Check again with 50 cells mended" }).click();
  await expect(page.getByText("Nothing is written yet. Look at the changes", { exact: false })).toBeVisible(SLOW);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("It is imported.")).toBeVisible(SLOW);
  await look("ten thousand tables");

  // The sheet without the mistakes plans no change, and neither does what is exported: they are the same.
  await check("sound.xlsx", workbook("Tables", rows([])));
  await expect(page.getByText("there is nothing to import", { exact: false })).toBeVisible(SLOW);
  const exported = await page.request.get(`${ariadne.url}/export/catalog.xlsx`, SLOW);
  await check("exported.xlsx", await exported.body());
  await expect(page.getByText("there is nothing to import", { exact: false })).toBeVisible(SLOW);
});
