import type { Page } from "@playwright/test";
import type { Ariadne } from "./support/ariadne";
import { expect, type Person, test } from "./support/journey";
import { claim, createTables } from "./support/lineage";
import { EMPTY, type Pages, pagesOf } from "./support/pages";
import { seed } from "./support/seed";
import { mongo } from "./support/steps";

const NARROW = { width: 1280, height: 800 };
const WIDE = { width: 1920, height: 1080 };
/** So many pages, each in two sizes and themes. */
const LONG = 1_200_000;

/** A source, whose test has passed. */
async function addSource(ariadne: Ariadne): Promise<string> {
  const { fields } = mongo();
  const { createSource } = await ariadne.ask<{ createSource: { source: { id: string } } }>(
    `mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }`,
    {
      input: {
        name: "shop",
        kind: "MONGODB",
        description: "Orders and customers of the web shop",
        settings: { hosts: [fields.Hosts], database: fields.Database },
      },
    },
  );
  await ariadne.ask(`mutation($id: ID!) { testSource(id: $id) { status } }`, { id: createSource.source.id });
  return createSource.source.id;
}

/** Looks at every page at two sizes of the window; what axe judges is the same at both. */
async function walk({ page, look, settled }: Person, ariadne: Ariadne, pages: Pages): Promise<void> {
  for (const [name, [address, ready]] of Object.entries(pages)) {
    await test.step(name, async () => {
      await page.setViewportSize(NARROW);
      await page.goto(`${ariadne.url}${address}`);
      for (const size of [NARROW, WIDE]) {
        await page.setViewportSize(size);
        await page.locator(ready).first().waitFor();
        await settled();
        expect.soft(await overflow(page), `${name} at ${size.width}`).toBe(0);
        await look(`${name} ${size.width}`, size === WIDE);
      }
    });
  }
}

/** By how many pixels the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("every page with nothing", async ({ ariadne, signIn }) => {
  test.setTimeout(LONG);
  await walk(await signIn("ADMIN"), ariadne, EMPTY);
});

test("every page with little", async ({ ariadne, signIn }) => {
  test.setTimeout(LONG);
  const source = await addSource(ariadne);
  const { orders, report } = await createTables(ariadne, {
    orders: ["order_id:number(12)", "customer", "total:decimal(12,2)"],
    report: ["order_id:number(12)", "revenue:decimal(12,2)"],
  });
  const { edges } = await claim(ariadne, [{ from: orders?.id, to: report?.id, confidence: 0.8 }]);
  const pages = pagesOf({
    source,
    table: orders?.id ?? "",
    other: report?.id ?? "",
    column: orders?.columns.customer ?? "",
    edge: edges[0] ?? "",
  });
  await walk(await signIn("ADMIN"), ariadne, pages);
});

test("every page with much", async ({ ariadne, signIn }) => {
  test.setTimeout(LONG);
  const source = await addSource(ariadne);
  const { tables, busy } = await seed(ariadne);
  const around = await ariadne.ask<{
    table: { columns: { nodes: { id: string }[] } };
    lineage: { edges: { id: string; from: string; to: string; derived: boolean }[] };
  }>(
    `query($id: ID!) {
      table(id: $id) { columns(first: 2) { nodes { id } } }
      lineage(of: [$id], direction: DOWNSTREAM, depth: 1, level: TABLE) { edges { id from to derived } }
    }`,
    { id: busy },
  );
  const [first] = around.lineage.edges.filter(({ derived }) => !derived);
  for (const at of Array(12).keys())
    await ariadne.invite(at % 3 === 0 ? "EDITOR" : "VIEWER", `somebody.${at}@example.org`);
  const person = await signIn("ADMIN");
  const pages = pagesOf({
    source,
    table: busy,
    other: first?.to ?? tables.at(-1) ?? "",
    column: around.table.columns.nodes[1]?.id ?? "",
    edge: first?.id ?? "",
  });
  await walk(person, ariadne, pages);
});

test("signing in", async ({ ariadne, signIn }) => {
  const { page, look } = await signIn("VIEWER");
  await page.context().clearCookies();
  await page.goto(`${ariadne.url}/tables`);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await look("sign in");
  await page.locator('input[name="login"]').fill("viewer0");
  await page.locator('input[name="password"]').fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look("refused");
});
