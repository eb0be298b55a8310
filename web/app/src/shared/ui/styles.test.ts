import { expect, test } from "vitest";

const FILES = import.meta.glob<string>("/src/**/*.{ts,tsx}", { query: "?raw", import: "default", eager: true });

test("styles are imported by components: the build passes over an index, and what that alone imports is lost", () => {
  const importing = Object.keys(FILES).filter((path) => /^import ".*\.css";$/mu.test(FILES[path] ?? ""));
  expect(importing.length).toBeGreaterThan(3);
  expect(importing.filter((path) => !path.endsWith(".tsx"))).toEqual([]);
});
