import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FILES = import.meta.glob<string>("/src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });
const STYLES = Object.fromEntries(
  readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".css"))
    .map((path) => [`/src/${path}`, readFileSync(`src/${path}`, "utf8")]),
);
const EVERYBODYS = "/src/shared/ui/styles/";

test("styles are imported by components: the build passes over an index, and what that alone imports is lost", () => {
  const importing = Object.keys(FILES).filter((path) => /^import ".*\.css";$/mu.test(FILES[path] ?? ""));
  expect(importing.length).toBeGreaterThan(3);
  expect(importing.filter((path) => !path.endsWith(".tsx"))).toEqual([]);
});

test("who uses a rule that is not everybody's is in its folder: elsewhere its file may not be loaded", () => {
  const everybodys = new Set(pathsOf(STYLES, (path) => path.startsWith(EVERYBODYS)).flatMap((path) => classesOf(path)));
  expect(everybodys.size).toBeGreaterThan(20);
  const strangers = pathsOf(STYLES, (path) => !path.startsWith(EVERYBODYS)).flatMap((path) => {
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const own = classesOf(path).filter((name) => !everybodys.has(name));
    return pathsOf(FILES, (file) => !file.startsWith(folder) && isReachable(file, folder)).flatMap((file) =>
      own.filter((name) => uses(FILES[file] ?? "", name)).map((name) => `${file} uses .${name} of ${path}`),
    );
  });
  expect(strangers).toEqual([]);
});

const pathsOf = (files: Record<string, string>, those: (path: string) => boolean) => Object.keys(files).filter(those);

/** The classes that a file of styles has rules for. */
const classesOf = (path: string) => [
  ...new Set([...(STYLES[path] ?? "").matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/gu)].map(([, name]) => name ?? "")),
];

/** Two parts of one feature are told apart by their own folders, which know each other's styles. */
const isReachable = (file: string, folder: string) => {
  const feature = /^\/src\/features\/[^/]+\//u.exec(folder)?.[0];
  return !feature || !file.startsWith(feature);
};

const uses = (source: string, name: string) =>
  new RegExp(`className="([\\w-]+ )*${name}( [\\w-]+)*"`, "u").test(source);
