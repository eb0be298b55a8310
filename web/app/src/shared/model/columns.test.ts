import { describe, expect, test } from "vitest";
import { emptyColumn, knownColumn, move, moveTo, placeInKey, placeTyped, problemsOf, told } from "./columns";

describe("columns", () => {
  const [a, b, c] = [
    emptyColumn({ path: "a", dataType: "x" }),
    emptyColumn({ path: "b", dataType: "x" }),
    emptyColumn({ path: "c", dataType: "x" }),
  ] as const;
  const order = (columns: { path: string }[]) => columns.map(({ path }) => path).join("");

  test("move together, keep their order and stop at the end", () => {
    expect(order(move([a, b, c], new Set([b.key, c.key]), -1))).toBe("bca");
    expect(order(move([a, b, c], new Set([a.key]), -1))).toBe("abc");
    expect(order(move([a, b, c], new Set([a.key, c.key]), 1))).toBe("bac");
  });

  test("are dropped where another is", () => {
    expect(order(moveTo([a, b, c], a.key, c.key))).toBe("bca");
    expect(order(moveTo([a, b, c], c.key, a.key))).toBe("cab");
    expect(order(moveTo([a, b, c], a.key, "none"))).toBe("abc");
  });

  test("tell what is wrong with them", () => {
    const twice = emptyColumn({ path: "a", dataType: "x" });
    const odd = emptyColumn({ path: "a..b", dataType: "x" });
    const typeless = emptyColumn({ path: "z" });
    const found = problemsOf([a, twice, odd, typeless, emptyColumn()]);
    expect([...found.values()]).toEqual(["twice", "path", "type"]);
  });
});

const known = (id: string, path: string[], primaryKey: number | null = null) =>
  knownColumn({ id, path, dataType: "int", nullable: true, primaryKey, description: "", tags: "" });

describe("the primary key", () => {
  const places = (columns: { primaryKey: number | null }[]) => columns.map(({ primaryKey }) => primaryKey);
  const columns = [known("a", ["a"], 1), known("b", ["b"], 2), known("c", ["c"])];
  const key = (at: number) => columns[at]?.key ?? "";

  test("is entered at the end, or where one says", () => {
    expect(places(placeInKey(columns, key(2), Number.MAX_SAFE_INTEGER))).toEqual([1, 2, 3]);
    expect(places(placeInKey(columns, key(2), 1))).toEqual([2, 3, 1]);
    expect(places(placeInKey(columns, key(0), 2))).toEqual([2, 1, null]);
  });

  test("closes up behind who leaves it", () => {
    expect(places(placeInKey(columns, key(0), null))).toEqual([null, 1, null]);
  });

  test("is told of the columns whose place changed", () => {
    const inputs = told(placeInKey(columns, key(0), null)).map(({ input }) => input);
    expect(inputs).toEqual([
      { id: "a", path: ["a"], primaryKey: null },
      { id: "b", path: ["b"], primaryKey: 1 },
      { id: "c", path: ["c"] },
    ]);
  });
});

describe("what is told of columns", () => {
  test("known ones by their ids, with what was changed", () => {
    const columns = [known("a", ["a.b"]), { ...known("c", ["c"]), path: "d", tags: "x, y,x" }];
    expect(told(columns)).toMatchObject([
      { input: { id: "a", path: ["a.b"] }, changed: false },
      { input: { id: "c", path: ["d"], tags: ["x", "y"] }, changed: true },
    ]);
  });

  test("new ones whole, and blank ones not at all", () => {
    expect(told([emptyColumn(), emptyColumn({ path: "a", dataType: " int " })]).map(({ input }) => input)).toEqual([
      { path: ["a"], dataType: "int", nullable: true, primaryKey: null, description: null },
    ]);
  });
});

test("a place in the key is meant whole where the key is that long, else by its last digit", () => {
  expect(placeTyped("12", 14)).toBe(12);
  expect(placeTyped("12", 3)).toBe(2);
  expect(placeTyped("15", 14)).toBe(5);
  expect(placeTyped("7", 3)).toBe(7);
  expect([placeTyped("", 3), placeTyped("0", 3), placeTyped("x", 3), placeTyped("20", 3)]).toEqual(
    Array(4).fill(undefined),
  );
});
