import { expect, test } from "vitest";
import { ServerError } from "~/shared/graphql/errors";
import { emptyColumn, told } from "~/shared/model/columns";
import { draftsOf, refusals, summaryOf } from "./edit";

const stored = (id: string) => ({
  id,
  path: [id],
  dataType: "int",
  nullable: true,
  primaryKey: null,
  description: null,
  tags: ["b", "a"],
});
const before = [stored("a"), stored("b"), stored("c")];
const drafts = draftsOf(before);

test("what was not touched does nothing", () => {
  expect(summaryOf(drafts, before)).toBeNull();
  expect(summaryOf([...drafts, emptyColumn()], before)).toBeNull();
});

test("a save is told by what it does", () => {
  const [a, b, c] = drafts;
  if (!a || !b || !c) throw new Error("three columns");
  const added = emptyColumn({ path: "d", dataType: "int" });
  expect(summaryOf([a, { ...b, dataType: "text" }, added], before)).toEqual({
    added: 1,
    changed: 1,
    removed: 1,
    moved: false,
  });
  expect(summaryOf([b, a, c], before)).toMatchObject({ changed: 0, moved: true });
  expect(summaryOf([a, added, b, c], before)).toMatchObject({ added: 1, moved: true });
});

test("what is refused is told at its column, the rest of the whole", () => {
  const error = new ServerError("No.", {
    problems: [
      { path: ["columns", "1", "path"], code: "X", message: "first" },
      { path: ["columns", "1", "dataType"], code: "X", message: "second" },
      { path: ["version"], code: "X", message: "old" },
    ],
  });
  const { byKey, others } = refusals(error, told(drafts));
  expect([...byKey]).toEqual([[drafts[1]?.key, "first"]]);
  expect(others).toEqual(["old"]);
  expect(refusals(new Error("no"), []).others).toEqual([]);
});
