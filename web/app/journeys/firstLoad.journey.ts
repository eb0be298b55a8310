import { gzipSync } from "node:zlib";
import { expect, openContext, test } from "./support/journey";

const LIMIT = 235_000;
/** By page what is there when one can begin. */
const PAGES = {
  "/": "#main a[href^='/changes']",
  "/tables": "#main .rows-data a",
  "/sources": "#main tbody a",
  "/changes": "#main article button",
  "/search?q=orders": "#main .found a",
};

test("the list pages load little, and soon", async ({ ariadne, browser, signIn }) => {
  await ariadne.ask(`mutation($input: SourceInput!) { createSource(input: $input) { source { id } } }`, {
    input: { name: "shop", kind: "MONGODB", settings: { hosts: ["127.0.0.1:1"], database: "shop" } },
  });
  await ariadne.ask(`mutation($input: [TableInput!]!) { createTables(input: $input) { tables { id } } }`, {
    input: Array.from({ length: 200 }, (_, at) => ({
      name: `orders_${at}`,
      columns: [{ path: ["id"], dataType: "number" }],
    })),
  });
  const { page } = await signIn("EDITOR");
  const storageState = await page.context().storageState();
  for (const [address, ready] of Object.entries(PAGES)) {
    // Nothing is in its cache.
    const context = await openContext(browser, ariadne, { storageState, viewport: { width: 1280, height: 800 } });
    const fresh = await context.newPage();
    const scripts: Promise<Buffer>[] = [];
    fresh.on("response", (response) => {
      if (response.request().resourceType() === "script") scripts.push(response.body());
    });
    await fresh.goto(`${ariadne.url}${address}`);
    await fresh.locator(ready).first().waitFor();
    const ms = await fresh.evaluate(() => Math.round(performance.now()));
    await fresh.waitForLoadState("networkidle");
    const bytes = (await Promise.all(scripts)).reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
    console.info(`${address.padEnd(18)} ready after ${ms} ms, ${(bytes / 1000).toFixed(1)} kB of script`);
    expect(bytes, address).toBeLessThanOrEqual(LIMIT);
    await context.close();
  }
});
