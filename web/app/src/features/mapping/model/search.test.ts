import { expect, test } from "vitest";
import { parseMappingSearch } from "./search";

test("an address says the two tables, and what of each is shown", () => {
  expect(parseMappingSearch({ from: "t1", to: ["t2"], filterTo: "id", other: 1 })).toEqual({
    from: "t1",
    to: undefined,
    filterFrom: undefined,
    filterTo: "id",
  });
});
