import { expect, test } from "vitest";
import { inTwo } from "./inTwo";

test("long names keep their ends, short ones are whole", () => {
  expect(inTwo("orders")).toEqual(["orders", ""]);
  expect(inTwo("dim_reconciliation_of_accounts_001")).toEqual(["dim_reconciliation_o", "f_accounts_001"]);
  expect(inTwo(`${"😀".repeat(20)}`)).toEqual(["😀".repeat(10), "😀".repeat(10)]);
  const name = "a name of seventeen";
  expect(inTwo(name).join("")).toBe(name);
});
