// Builds the app in memory and prints, for each page of lists, how much script its first load needs (gzip): what the
// entry and the page import, whatever they import in turn, the texts in Chinese, which are more than those in English,
// and what the page loads by itself as it appears. Fails above the limit.
import { gzipSync } from "node:zlib";
import { build, runnerImport } from "vite";

const LIMIT = 235_000;
/** By page the modules that it begins with, and those that it loads without being asked to. */
const PAGES = {
  "/": ["src/routes/start.tsx"],
  "/tables": ["src/routes/tables.tsx"],
  "/sources": ["src/routes/sources.tsx"],
  "/changes": ["src/routes/changes.tsx", "node_modules/graphql-ws/"],
  "/search": ["src/routes/search.tsx"],
};

const built = await build({ logLevel: "error", build: { write: false } });
const { output } = Array.isArray(built) ? built[0] : built;
const chunks = new Map(output.filter(({ type }) => type === "chunk").map((chunk) => [chunk.fileName, chunk]));
const sizes = new Map([...chunks].map(([name, { code }]) => [name, gzipSync(code, { level: 9 }).length]));

// After the build, which running a module first would make one for development.
const { TEXTS } = (await runnerImport("./src/routes/texts.ts")).module;
const texts = (page) => ["base", ...TEXTS[page.slice(1) || "start"]].map((part) => `src/shared/i18n/zh/${part}.ts`);

/** The chunk that is loaded for a module. */
function chunkOf(module) {
  const all = [...chunks.values()];
  const found =
    all.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module)) ??
    all.find(({ moduleIds }) => moduleIds.some((id) => id.includes(module)));
  if (!found) throw new Error(`No chunk has ${module}: was it moved? Mend scripts/size.mjs.`);
  return found.fileName;
}

/** These chunks and all that they import statically. */
function closure(names, seen = new Set()) {
  for (const name of names) {
    if (seen.has(name) || !chunks.has(name)) continue;
    seen.add(name);
    closure(chunks.get(name).imports, seen);
  }
  return seen;
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const entry = [...chunks.values()].find(({ isEntry }) => isEntry).fileName;
let fits = true;
for (const [page, modules] of Object.entries(PAGES)) {
  const needed = closure([entry, ...[...texts(page), ...modules].map(chunkOf)]);
  const total = [...needed].reduce((sum, name) => sum + sizes.get(name), 0);
  fits &&= total <= LIMIT;
  console.log(
    `${page.padEnd(10)} ${kilobytes(total).padStart(9)} in ${needed.size} files${total > LIMIT ? "  TOO MUCH" : ""}`,
  );
  if (process.argv.includes("--files")) {
    for (const name of [...needed].sort((a, b) => sizes.get(b) - sizes.get(a))) {
      console.log(`           ${kilobytes(sizes.get(name)).padStart(9)} ${name}`);
    }
  }
}
if (!fits) {
  console.error(`The first load of a page may have ${kilobytes(LIMIT)} of script (gzip); --files lists what it has.`);
  process.exit(1);
}
