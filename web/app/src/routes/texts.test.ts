import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { PARTS } from "~/shared/i18n/parts";
import { TEXTS } from "./texts";

const KEY = new RegExp(`["'\`](${PARTS.join("|")})\\.[a-zA-Z]`, "gu");
const SERVER = /\b(settingIn|stepWords)\(/u;
const OWN = /withTexts\(\s*\[([^\]]*)\]\s*,\s*\(\)\s*=>\s*import\(\s*"([^"]+)"/gu;
const LOADED = /\bimport\(\s*"([^"]+)"/gu;
const IMPORTED = /^(?:import|export)\b(?!\s+type\b)[^;]*?\bfrom "([^"]+)";/gmu;

/** The file of the app that an import means. */
function fileOf(name: string, from: string): string | undefined {
  if (!/^[.~]/u.test(name)) return undefined;
  const path = name.startsWith("~") ? join("src", name.slice(2)) : join(dirname(from), name);
  return [`${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((file) => existsSync(file));
}

/** What of the texts is said by a file and by all that it imports and loads, and is not among what is there by then. */
function unloaded(file: string, there: readonly string[], seen = new Set<string>()): string[] {
  const visit = `${file} ${[...there].sort()}`;
  // The texts themselves, and what loads each page with its own.
  if (seen.has(visit) || /\/i18n\/|\/routes\/router|\/generated\//u.test(file)) return [];
  seen.add(visit);
  const code = readFileSync(file, "utf8");
  const said = [...code.matchAll(KEY)].map(([, part = ""]) => part);
  if (SERVER.test(code)) said.push("server");
  const missing = said.filter((part) => !there.includes(part)).map((part) => `${part} in ${file}`);
  const own = new Map([...code.matchAll(OWN)].map(([, parts = "", name = ""]) => [name, parts.match(/\w+/gu) ?? []]));
  const next = [...code.matchAll(IMPORTED), ...code.matchAll(LOADED)].map(([, name = ""]) => name);
  for (const name of next) {
    const path = fileOf(name, file);
    if (path) missing.push(...unloaded(path, [...there, ...(own.get(name) ?? [])], seen));
  }
  return [...new Set(missing)];
}

test.each(Object.entries(TEXTS))("the page %s loads the texts that it says", (page, parts) => {
  expect(unloaded(`src/routes/${page}.tsx`, parts)).toEqual([]);
});

test("what is around the pages says no more than what the whole app does", () => {
  expect(unloaded("src/routes/Root.tsx", [])).toEqual([]);
});

test("a page that says more is found, through what it imports", () => {
  expect(unloaded("src/routes/tables.tsx", []).length).toBeGreaterThan(3);
});

test("every page of the router loads its texts", () => {
  const router = readFileSync("src/routes/router.tsx", "utf8");
  const pages = [...router.matchAll(/withTexts\(TEXTS\.(\w+), \(\) => import\("\.\/(\w+)"\)\)/gu)];
  expect(pages.length).toBe([...router.matchAll(/lazyRouteComponent\(/gu)].length);
  for (const [, texts, file] of pages) expect(texts).toBe(file);
});
