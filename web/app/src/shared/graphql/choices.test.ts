import { expect, test } from "vitest";
import { paged } from "~/testing/paged";
import { answers } from "~/testing/server";
import { choicesOptions } from "./choices";
import { createQueryClient } from "./queries";

test("tables may be read from the sources of all pages", async () => {
  const sources = ["a", "b"].map((id) => ({ id, name: id, kind: "ORACLE" }));
  answers({ query: { sources: paged(sources) } });
  expect((await createQueryClient().fetchQuery(choicesOptions)).map(({ id }) => id)).toEqual(["a", "b"]);
});
