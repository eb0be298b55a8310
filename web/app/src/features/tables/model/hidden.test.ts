import { expect, test } from "vitest";
import { hiddenIn, withBack } from "./hidden";

const column = (path: string, ordinal: number, hidden = false) => ({
  path,
  observed: { ordinal, dataType: "text" },
  ...(hidden && { words: { hidden } }),
});
const file = (...columns: ReturnType<typeof column>[]) => ({ tables: [{ fetched: { columns } }] });
const paths = (list: readonly { path: readonly string[] }[]) => list.map(({ path }) => path.join("."));

test("what somebody removed is hidden, in the order of the source", () => {
  const hidden = hiddenIn(file(column("a", 0), column("d", 3, true), column("b", 1, true)));
  expect(hidden.map(({ path }) => path)).toEqual(["b", "d"]);
  expect(hidden[1]?.behind).toEqual(["a", "b"]);
});

test("a table by hand, and one that nothing is said of, hide nothing", () => {
  expect(hiddenIn({ tables: [{}] })).toEqual([]);
  expect(hiddenIn({ tables: [{ fetched: null }] })).toEqual([]);
  expect(hiddenIn({})).toEqual([]);
});

test("what comes back stands where the source has it, whatever the others are called here", () => {
  const hidden = hiddenIn(
    file(column("first", 0, true), column("renamed", 1), column("c", 2, true), column("d", 3, true)),
  );
  const there = [{ path: ["renamed"] }, { path: ["by hand"] }];
  expect(paths(withBack(there, hidden))).toEqual(["first", "renamed", "c", "d", "by hand"]);
  expect(paths(withBack(there, hidden.slice(2)))).toEqual(["renamed", "d", "by hand"]);
});

test("a nested one comes back with its path in parts", () => {
  const hidden = hiddenIn(file(column("items", 0), column('items."a.b"', 1, true)));
  expect(withBack([{ path: ["items"] }], hidden)).toEqual([{ path: ["items"] }, { path: ["items", "a.b"] }]);
});
