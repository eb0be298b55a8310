import type { Page } from "@playwright/test";
import type { Ariadne } from "./support/ariadne";
import { expect, type Person, test } from "./support/journey";
import { claim, createTables } from "./support/lineage";
import { seed } from "./support/seed";
import { mongo } from "./support/steps";

const NARROW = { width: 1280, height: 800 };
const WIDE = { width: 1920, height: 1080 };
/** So many pages, each in two sizes and themes. */
const LONG = 1_200_000;

/** What the pages are of. */
interface Ids {
  source: string;
  table: string;
  other: string;
  column: string;
  edge: string;
}

/** Every page, and what is on it when all of it is there. */
function pagesOf({ source, table, other, column, edge }: Ids): Record<string, [address: string, ready: string]> {
  const of = `of=${JSON.stringify([table])}`;
  return {
    start: ["/", "#main a[href^='/changes']"],
    sources: ["/sources", "#main tbody a"],
    "sources, one open": [`/sources?edit=${source}`, "[role=dialog] input"],
    "sources, a new one": ["/sources?edit=new", "[role=dialog] button"],
    "new table": ["/tables/new", "#main form input"],
    tables: ["/tables", "#main .rows-data a"],
    "tables, filtered": ["/tables?lineage=yes&sort=UPDATED_NEWEST", "#main .rows-data a"],
    table: [`/tables/${table}`, "#main .rows-data button"],
    "table, edited": [`/tables/${table}?edit=yes`, "#main input[data-field=path]"],
    "table, a column": [`/tables/${table}?column=${column}`, "[role=dialog] h2"],
    "table, lineage": [`/tables/${table}?tab=lineage`, "#main [role=tabpanel] .rows-data"],
    "table, about": [`/tables/${table}?tab=about`, "#main [role=tabpanel] dl, #main [role=tabpanel] input"],
    "table, history": [`/tables/${table}?tab=history`, "#main [role=tabpanel] article"],
    "lineage, empty": ["/lineage", "#main .start-choice a"],
    lineage: [`/lineage?${of}`, "#main .table-node"],
    "lineage, columns": [`/lineage?${of}&level=COLUMN`, "#main .table-node"],
    "lineage, a table": [`/lineage?${of}&node=${table}`, "#main .lineage-side a"],
    "lineage, an edge": [`/lineage?${of}&edge=${edge}`, "#main .lineage-side a"],
    "lineage, impact": [`/lineage?${of}&panel=impact`, "#main .lineage-side button"],
    "lineage, then and now": [`/lineage?${of}&since=1`, "#main [role=slider]"],
    "mapping, empty": ["/mapping", "#main input"],
    mapping: [`/mapping?from=${table}&to=${other}`, "#main [role=option]"],
    changes: ["/changes", "#main article"],
    people: ["/people", "#main tbody td"],
    tokens: ["/tokens", "#main button"],
    profile: ["/profile", "#main input"],
    audit: ["/audit", "#main .rows-data, #main tbody td"],
    search: ["/search?q=order", "#main .found a"],
    "search, nothing": ["/search?q=nothingatall", "#main"],
    "no such page": ["/nowhere", "#main a"],
    "no such table": ["/tables/00000000-0000-7000-8000-000000000000", "#main h1"],
  };
}

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
async function walk({ page, look }: Person, ariadne: Ariadne, ids: Ids): Promise<void> {
  for (const [name, [address, ready]] of Object.entries(pagesOf(ids))) {
    await test.step(name, async () => {
      for (const size of [NARROW, WIDE]) {
        await page.setViewportSize(size);
        await page.goto(`${ariadne.url}${address}`);
        await page.locator(ready).first().waitFor();
        await settled(page);
        expect.soft(await overflow(page), `${name} at ${size.width}`).toBe(0);
        await look(`${name} ${size.width}`, size === WIDE);
      }
    });
  }
}

/** By how many pixels the page is wider than its window. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Nothing is drawn in place of what is still to come. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expect(page.locator(".mantine-Skeleton-root")).toHaveCount(0);
}

test("every page with little", async ({ ariadne, signIn }) => {
  test.setTimeout(LONG);
  const source = await addSource(ariadne);
  const { orders, report } = await createTables(ariadne, {
    orders: ["order_id:number(12)", "customer", "total:decimal(12,2)"],
    report: ["order_id:number(12)", "revenue:decimal(12,2)"],
  });
  const { edges } = await claim(ariadne, [{ from: orders?.id, to: report?.id, confidence: 0.8 }]);
  const ids = {
    source,
    table: orders?.id ?? "",
    other: report?.id ?? "",
    column: orders?.columns.customer ?? "",
    edge: edges[0] ?? "",
  };
  await walk(await signIn("ADMIN"), ariadne, ids);
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
  await walk(person, ariadne, {
    source,
    table: busy,
    other: first?.to ?? tables.at(-1) ?? "",
    column: around.table.columns.nodes[1]?.id ?? "",
    edge: first?.id ?? "",
  });
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
