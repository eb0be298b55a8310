import { expect, test } from "vitest";
import { type Count, chipsOf, sizeOf, summaryOf } from "./summary";

const one = (kind: Count["kind"], name: string, operation: Count["operation"] = "CREATED") => ({
  kind,
  name,
  operation,
});
const count = (kind: Count["kind"], number: number, operation: Count["operation"] = "CREATED"): Count => ({
  kind,
  operation,
  count: number,
});

test("what was done is told in numbers by kind, with the first of the first kind", () => {
  const changes = Array.from({ length: 7 }, (_, at) => one("TABLE", `t${at}`));
  const counts = [count("TABLE", 900), count("TABLE", 1, "DELETED"), count("COLUMN", 12_000)];
  const old = one("TABLE", "old", "DELETED");
  expect(summaryOf(counts, [...changes, one("COLUMN", "c"), old])).toEqual([
    {
      operation: "CREATED",
      counts: [
        ["TABLE", 900],
        ["COLUMN", 12_000],
      ],
      first: changes.slice(0, 5),
    },
    { operation: "DELETED", counts: [["TABLE", 1]], first: [old] },
  ]);
  expect(sizeOf(counts)).toBe(12_901);
});

test("lineage counts once, not again for its claims; a claim alone counts", () => {
  const claims = count("ASSERTION", 118);
  expect(summaryOf([count("EDGE", 118), claims], [])[0]?.counts).toEqual([["EDGE", 118]]);
  expect(summaryOf([claims], [])[0]?.counts).toEqual([["ASSERTION", 118]]);
  const [edge, ...rest] = summaryOf([count("EDGE", 1, "UPDATED"), claims], []).flatMap(({ counts }) => counts);
  expect([edge, ...rest]).toEqual([
    ["ASSERTION", 118],
    ["EDGE", 1],
  ]);
});

test("signs name what is wholly known, and count what is more", () => {
  const [table, column] = [one("TABLE", "t"), one("COLUMN", "a")];
  expect(chipsOf([count("TABLE", 1), count("COLUMN", 30)], [table, column])).toEqual([
    { one: table },
    { many: count("COLUMN", 30), some: [column] },
  ]);
  expect(chipsOf([count("TABLE", 1, "UPDATED")], [table])).toEqual([{ many: count("TABLE", 1, "UPDATED"), some: [] }]);
});
