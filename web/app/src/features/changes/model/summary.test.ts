import { expect, test } from "vitest";
import { type Done, summaryOf } from "./summary";

const one = (kind: Done["kind"], name: string, operation: Done["operation"] = "CREATED"): Done => ({
  kind,
  name,
  operation,
});

test("what was done is told in numbers by kind, with the names of the first kind", () => {
  const tables = Array.from({ length: 7 }, (_, at) => one("TABLE", `t${at}`));
  const columns = Array.from({ length: 30 }, (_, at) => one("COLUMN", `c${at}`));
  expect(summaryOf([...tables, ...columns, one("TABLE", "old", "DELETED")])).toEqual([
    {
      operation: "CREATED",
      counts: [
        ["TABLE", 7],
        ["COLUMN", 30],
      ],
      names: ["t0", "t1", "t2", "t3", "t4"],
    },
    { operation: "DELETED", counts: [["TABLE", 1]], names: ["old"] },
  ]);
});

test("lineage counts once, not again for its claims; a claim alone counts", () => {
  const claim = one("ASSERTION", "MANUAL by Ada");
  expect(summaryOf([one("EDGE", "a -> b"), claim])[0]?.counts).toEqual([["EDGE", 1]]);
  expect(summaryOf([claim])[0]?.counts).toEqual([["ASSERTION", 1]]);
});
