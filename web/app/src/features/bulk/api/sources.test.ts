import { expect, test } from "vitest";
import { createQueryClient } from "~/shared/graphql/queries";
import { paged } from "~/testing/paged";
import { answers } from "~/testing/server";
import { sourceNamesOptions } from "./sources";

test("a file may be meant for a source beyond the first page", async () => {
  const sources = ["a", "b"].map((id) => ({ id, name: id }));
  answers({ query: { sources: paged(sources) } });
  expect(await createQueryClient().fetchQuery(sourceNamesOptions)).toEqual(sources);
});
