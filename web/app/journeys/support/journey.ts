import AxeBuilder from "@axe-core/playwright";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
  type Request,
} from "@playwright/test";
import { type Ariadne, type Role, startAriadne } from "./ariadne";
import { serveBuild } from "./build";

export { expect };

const PASSWORD = "a password for journeys";

export interface Person {
  page: Page;
  /** Takes a picture in both themes, and has axe find nothing in either unless this was judged before. */
  look: (name: string, judged?: boolean) => Promise<void>;
  /** All that the page asked for has come, and is drawn. */
  settled: () => Promise<void>;
}

interface Fixtures {
  ariadne: Ariadne;
  /** Somebody of a role, signed in, at the start page. Whatever his browser complains of fails the journey. */
  signIn: (role: Role, options?: { locale?: string }) => Promise<Person>;
}

export const test = base.extend<Fixtures>({
  // The browser is started once a worker, and the server beside it once a journey.
  ariadne: async ({ browserName: _ }, use) => {
    const ariadne = await startAriadne();
    await use(ariadne);
    await ariadne.stop();
  },
  signIn: async ({ browser, ariadne }, use, info) => {
    const complaints: string[] = [];
    const contexts: BrowserContext[] = [];
    await use(async (role, options = {}) => {
      const login = `${role.toLowerCase()}${contexts.length}`;
      const context = await openContext(browser, ariadne, { ...info.project.use, ...options });
      contexts.push(context);
      const page = await context.newPage();
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning")
          complaints.push(`${page.url()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
      const settled = settling(page);
      await join(page, await ariadne.invite(role, login), login);
      return { page, settled, look: (name, judged) => look(page, `${info.titlePath.at(-1)} ${name}`, judged) };
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(complaints).toEqual([]);
  },
});

/** A browser that knows nothing yet. */
export async function openContext(
  browser: Browser,
  ariadne: Ariadne,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const folder = process.env.JOURNEYS_APP;
  if (folder) await serveBuild(context, ariadne.url, folder);
  return context;
}

/** Opens a one-time link and chooses a password, as somebody who was invited does. */
async function join(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.locator('input[name="name"]').fill(name);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('input[name="again"]').fill(PASSWORD);
  await page.locator("#submit").click();
  await expect(page.locator("#main h1")).toBeVisible();
}

/** Follows what the page asks for; what one answer makes it ask for in turn is waited for too. */
function settling(page: Page): () => Promise<void> {
  const asked = new Set<Request>();
  page.on("request", (request) => asked.add(request));
  page.on("requestfinished", (request) => asked.delete(request));
  page.on("requestfailed", (request) => asked.delete(request));
  return async () => {
    await expect(async () => {
      await expect.poll(() => asked.size).toBe(0);
      await page.evaluate(drawn);
      expect(asked.size).toBe(0);
      expect(await page.locator(".mantine-Skeleton-root").count()).toBe(0);
    }).toPass();
  };
}

/** In the page: what was there is drawn, letters too. */
async function drawn(): Promise<void> {
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

const OTHER = { light: "dark", dark: "light" } as const;

async function look(page: Page, name: string, judged = false): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    const picture = `${name} ${colorScheme}`;
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Pages of the app follow a moment later; those before signing in are styles alone.
    await expect(page.locator(`html[data-mantine-color-scheme="${OTHER[colorScheme]}"]`)).toHaveCount(0);
    await page.screenshot({ path: `.journeys/pictures/${fileName(picture)}.png`, animations: "disabled" });
    if (!judged) expect.soft(await violationsOf(page, colorScheme), picture).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/** In the dark the page is the same, and its colours alone are to be judged anew. */
async function violationsOf(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  // No page has frames: judged in one go, not frame by frame and put together in a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (colorScheme === "dark" ? axe.withRules(OF_COLOURS) : axe).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** What axe judges by the colours that are computed. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

const fileName = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, "-").toLowerCase();
