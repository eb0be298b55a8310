import { expect, test } from "vitest";
import { createQueryClient } from "~/shared/graphql/queries";
import { paged } from "~/testing/paged";
import { answers } from "~/testing/server";
import { sourceNamesOptions } from "./audit";
import { personNamesOptions } from "./people";

const TWO = ["a", "b"].map((id) => ({ id, name: id }));

test("people and sources beyond the first page have their names too", async () => {
  answers({ query: { people: paged(TWO), sources: paged(TWO) } });
  const queries = createQueryClient();
  expect(await queries.fetchQuery(personNamesOptions)).toEqual(TWO);
  expect(await queries.fetchQuery(sourceNamesOptions)).toEqual(TWO);
});
