import { expect, test } from "./support/journey";
import { canvas, claim, createTables, end, looks, node } from "./support/lineage";

test("lineage as of then, and what became of it since", async ({ ariadne, signIn }) => {
  const { raw, orders, report, archive } = await createTables(ariadne, {
    raw: ["id"],
    orders: ["id"],
    report: ["id"],
    archive: ["id"],
  });
  const first = await claim(ariadne, [{ from: raw?.id, to: orders?.id, status: "APPROVED" }], "The load");
  const second = await claim(ariadne, [{ from: orders?.id, to: archive?.id }], "The archive");
  await end(ariadne, second.edges, "No archive any more");
  await claim(ariadne, [{ from: orders?.id, to: report?.id }], "The report");
  await end(ariadne, first.edges, "Loaded otherwise");

  const { page, look } = await signIn("EDITOR");
  await page.goto(`${ariadne.url}/lineage?of=${JSON.stringify([orders?.id])}`);
  await expect(node(page, "report")).toBeVisible();
  expect(await looks(page)).toEqual(["proposed"]);

  // The slider goes back change by change: before the report there was an archive.
  await page.getByRole("button", { name: "History" }).click();
  const slider = page.getByRole("slider", { name: "As of" });
  await expect(slider).toBeVisible();
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(node(page, "archive")).toBeVisible();
  await expect(node(page, "report")).toHaveCount(0);
  // Both have ended since.
  expect(await looks(page)).toEqual(["approved ENDED", "proposed ENDED"]);
  await expect(page.getByText("The archive", { exact: false })).toBeVisible();
  await look("then");
  // Nothing is drawn into the past.
  await canvas(page).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog")).toHaveCount(0);

  // From then to now: what ended is a ghost, and what came is there.
  await page.goto(`${ariadne.url}/lineage?of=${JSON.stringify([orders?.id])}&since=${second.seq}`);
  await expect(page.getByText("1 new")).toBeVisible();
  await expect.poll(() => looks(page)).toEqual(["approved ENDED", "proposed ADDED", "proposed ENDED"]);
  await expect(page.getByRole("list", { name: "Differences" }).getByRole("button")).not.toHaveCount(0);
  await look("since then");
  await page.getByRole("button", { name: /Ended.*orders → archive/u }).click();
  await expect(page.getByText("As it was then;", { exact: false })).toBeVisible();
  await look("what ended");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect.poll(() => looks(page)).toEqual(["proposed"]);
});
