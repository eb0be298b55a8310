import { expect, test } from "vitest";
import type { Blocker } from "~/shared/graphql/errors";
import { against, takenBefore } from "./blockers";

const edge = (id: string, change: Partial<Blocker> = {}): Blocker => ({
  reason: "CHANGED_LATER",
  entity: "EDGE",
  id,
  name: `a -> ${id}`,
  changesetId: "c18",
  seq: 18,
  actor: { name: "Ada" },
  ...change,
});

test("later changes are told by the changeset that made them, oldest first", () => {
  const later = edge("x", { entity: "TABLE", changesetId: "c19", seq: 19, actor: { name: "Bo" } });
  const groups = against([later, edge("1"), edge("2"), edge("3", { entity: "COLUMN" })]);
  expect(groups).toMatchObject([
    {
      changeset: "c18",
      seq: 18,
      who: "Ada",
      counts: [
        ["EDGE", 2],
        ["COLUMN", 1],
      ],
    },
    { changeset: "c19", seq: 19, who: "Bo", counts: [["TABLE", 1]] },
  ]);
  expect(takenBefore(groups)).toEqual(["c18", "c19"]);
});

test("a thing that stands against it twice counts once", () => {
  const [group] = against([edge("1", { field: "name" }), edge("1", { field: "path" })]);
  expect(group?.counts).toEqual([["EDGE", 1]]);
  expect(group?.blockers).toHaveLength(1);
});

test("what no undo takes out of the way is not offered to be undone", () => {
  const taken = edge("t", { reason: "NAME_TAKEN", entity: "TABLE" });
  expect(takenBefore(against([edge("1"), taken]))).toEqual([]);
  expect(takenBefore(against([edge("1", { changesetId: null })]))).toEqual([]);
});
