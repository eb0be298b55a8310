import { describe, expect, test } from "vitest";
import { type DraftColumn, emptyColumn, placeInKey } from "~/shared/model/columns";
import { asItStands, type Clash, decided, sideOf } from "./clash";
import { draftsOf, type Stored, summaryOf } from "./edit";
import { namesOf, rebase, theirChanges } from "./rebase";

const stored = (id: string, change: Partial<Stored> = {}): Stored => ({
  id,
  path: [id],
  dataType: "int",
  nullable: true,
  primaryKey: null,
  description: null,
  tags: [],
  ...change,
});
const before = [stored("a"), stored("b"), stored("c")];
const changed = (at: number, change: Partial<Stored>) =>
  before.map((column, index) => (index === at ? { ...column, ...change } : column));
const typed = (at: number, change: Partial<DraftColumn>, columns = before) =>
  draftsOf(columns).map((column, index) => (index === at ? { ...column, ...change } : column));
const paths = (columns: readonly DraftColumn[]) => columns.map(({ path }) => path).join(" ");
const only = (clashes: readonly Clash[]): Clash => {
  const [clash, ...more] = clashes;
  if (!clash || more.length > 0) throw new Error(`${clashes.length} clashes`);
  return clash;
};

describe("what was typed, over what somebody else saved", () => {
  test("holds both where they touched different columns and fields", () => {
    const now = changed(0, { description: "theirs", nullable: false });
    const { columns, clashes } = rebase(typed(0, { dataType: "text" }), before, now);
    expect(clashes).toEqual([]);
    expect(columns[0]).toMatchObject({ dataType: "text", description: "theirs", nullable: false });
    expect(summaryOf(columns, now)).toEqual({ added: 0, changed: 1, removed: 0, moved: false });
  });

  test("is nothing more where both typed the same", () => {
    const now = changed(1, { dataType: "text" });
    const { columns, clashes } = rebase(typed(1, { dataType: "text" }), before, now);
    expect([clashes, summaryOf(columns, now)]).toEqual([[], null]);
  });

  test("stands where both changed one field, until the other is chosen", () => {
    const now = changed(1, { description: "theirs" });
    const { columns, clashes } = rebase(typed(1, { description: "mine" }), before, now);
    const clash = only(clashes);
    expect(clash).toMatchObject({ kind: "field", name: "b", field: "description", mine: "mine", theirs: "theirs" });
    expect(columns[1]?.description).toBe("mine");
    const theirs = decided(columns, clash, "theirs");
    expect([theirs[1]?.description, summaryOf(theirs, now)]).toEqual(["theirs", null]);
    expect(decided(theirs, clash, "mine")[1]?.description).toBe("mine");
  });

  test("keeps the tags that either of them put, and none that either took", () => {
    const had = changed(0, { tags: ["x", "y"] });
    const now = had.map((column, at) => (at === 0 ? { ...column, tags: ["y", "z"] } : column));
    const { columns, clashes } = rebase(typed(0, { tags: "x, mine" }, had), had, now);
    expect([columns[0]?.tags, clashes]).toEqual(["z, mine", []]);
  });

  test("follows columns that came, went and moved", () => {
    const now = [stored("c"), stored("d"), stored("a")];
    const added = emptyColumn({ path: "new", dataType: "int" });
    const [a, b, c] = draftsOf(before);
    if (!a || !b || !c) throw new Error("three columns");
    const { columns, clashes } = rebase([a, added, b, c], before, now);
    expect([paths(columns), clashes]).toEqual(["c d a new", []]);
  });

  test("keeps an order that was made here", () => {
    const [a, b, c] = draftsOf(before);
    if (!a || !b || !c) throw new Error("three columns");
    const { columns } = rebase([c, a, b], before, [stored("a"), stored("b"), stored("new"), stored("c")]);
    expect(paths(columns)).toBe("c a b new");
  });

  test("has one of two orders chosen", () => {
    const [a, b, c] = draftsOf(before);
    if (!a || !b || !c) throw new Error("three columns");
    const now = [stored("b"), stored("a"), stored("c")];
    const { columns, clashes } = rebase([c, a, b], before, now);
    const clash = only(clashes);
    expect([clash.kind, paths(columns), sideOf(columns, clash)]).toEqual(["order", "c a b", "mine"]);
    const theirs = decided(columns, clash, "theirs");
    expect([paths(theirs), sideOf(theirs, clash), summaryOf(theirs, now)]).toEqual(["b a c", "theirs", null]);
    expect(paths(decided(theirs, clash, "mine"))).toBe("c a b");
    expect(rebase([b, a, c], before, now).clashes).toEqual([]);
  });

  test("keeps a column that was put into the key here and removed there", () => {
    const drafts = draftsOf(before);
    const mine = placeInKey(drafts, drafts[1]?.key ?? "", 1);
    const { columns, clashes } = rebase(mine, before, [stored("a"), stored("c")]);
    expect([only(clashes).kind, paths(columns)]).toEqual(["gone", "a b c"]);
    expect(columns.map(({ primaryKey }) => primaryKey)).toEqual([null, 1, null]);
  });

  test("what was typed since is what mine is when the other side was looked at", () => {
    const now = changed(1, { description: "theirs" });
    const { columns, clashes } = rebase(typed(1, { description: "mine" }), before, now);
    const later = columns.map((column, at) => (at === 1 ? { ...column, description: "mine, and more" } : column));
    const clash = asItStands(later, only(clashes));
    const theirs = decided(later, clash, "theirs");
    expect(asItStands(theirs, clash)).toBe(clash);
    expect(decided(theirs, clash, "mine")[1]?.description).toBe("mine, and more");
  });

  test("writes a column anew that was changed here and removed there, or lets it go", () => {
    const now = [stored("a"), stored("c")];
    const { columns, clashes } = rebase(typed(1, { dataType: "text" }), before, now);
    const clash = only(clashes);
    expect([clash.kind, paths(columns), columns[1]?.seen]).toEqual(["gone", "a b c", undefined]);
    expect(summaryOf(decided(columns, clash, "theirs"), now)).toBeNull();
    expect(paths(decided(decided(columns, clash, "theirs"), clash, "mine"))).toBe("a c b");
  });

  test("takes out a column that was removed here and changed there, or leaves it in its place", () => {
    const now = changed(1, { dataType: "text" });
    const drafts = draftsOf(before).filter(({ path }) => path !== "b");
    const { columns, clashes } = rebase(drafts, before, now);
    const clash = only(clashes);
    expect([clash.kind, paths(columns)]).toEqual(["removed", "a c"]);
    const back = decided(columns, clash, "theirs");
    expect([paths(back), summaryOf(back, now)]).toEqual(["a b c", null]);
    expect(rebase(drafts, before, before).clashes).toEqual([]);
  });

  test("takes the other's key, keeps its own, or has one chosen", () => {
    const now = changed(0, { primaryKey: 1 });
    const theirs = rebase(draftsOf(before), before, now);
    expect([theirs.columns[0]?.primaryKey, theirs.clashes]).toEqual([1, []]);
    const drafts = draftsOf(before);
    const mine = placeInKey(drafts, drafts[1]?.key ?? "", 1);
    expect(rebase(mine, before, before).columns.map(({ primaryKey }) => primaryKey)).toEqual([null, 1, null]);
    const both = rebase(mine, before, now);
    const clash = only(both.clashes);
    if (clash.kind !== "key") throw new Error(clash.kind);
    expect([namesOf(both.columns, clash.mine), namesOf(both.columns, clash.theirs)]).toEqual(["b", "a"]);
    expect(decided(both.columns, clash, "theirs").map(({ primaryKey }) => primaryKey)).toEqual([1, null, null]);
  });
});

test("what somebody else changed is told thing by thing", () => {
  const now = [stored("c"), stored("a", { description: "x", tags: ["t"] }), stored("d")];
  expect(theirChanges(before, now)).toEqual([
    { kind: "CHANGED", name: "a", field: "description", before: "", now: "x" },
    { kind: "CHANGED", name: "a", field: "tags", before: "", now: "t" },
    { kind: "ADDED", name: "d" },
    { kind: "REMOVED", name: "b" },
    { kind: "MOVED" },
  ]);
  expect(theirChanges(before, before)).toEqual([]);
});
