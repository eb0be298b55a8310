import { expect, test } from "vitest";
import { splitName } from "./qualified";

test.each([
  ["orders", undefined, "orders"],
  [" shop.orders ", "shop", "orders"],
  // As MongoDB has it: the database, and a collection whose name has a dot.
  ["shop.system.users", "shop", "system.users"],
  ['"a.b"', undefined, "a.b"],
  ['HR."Emp.1"', "HR", "Emp.1"],
  ['"my ""own""".t', 'my "own"', "t"],
  // An index that is hidden, and what is not ended yet.
  [".kibana", undefined, ".kibana"],
  ["shop.", undefined, "shop."],
  ['"open', undefined, '"open'],
  ["", undefined, ""],
])("%s", (typed, schema, name) => {
  expect(splitName(typed)).toEqual(schema === undefined ? { name } : { schema, name });
});
