import { type QueryClient, type QueryKey, useQueries, useQueryClient } from "@tanstack/react-query";
import { boundOptions } from "~/shared/graphql/boundTables";
import { suggestionsOptions } from "~/shared/graphql/choices";
import type { SuggestionsQuery } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { splitName } from "~/shared/model/qualified";
import {
  type BoundTable,
  boundAs,
  hasWords,
  labelOf,
  likelyFirst,
  type Offer,
  offersOf,
} from "~/shared/model/tableOffers";
import { useUsualSource } from "./useUsualSource";

/** So many sources are asked while one types; of the others what was typed can be fetched. */
const ASKED = 3;

/**
 * What was answered last to a question of this kind, to stand until the next one is. `useQueries` gives its questions
 * no answer before, and an option that goes and comes back is not there for the click that was on its way to it.
 */
const lastAnswer = <Data>(queries: QueryClient, queryKey: QueryKey): Data | undefined =>
  queries.getQueriesData<Data>({ queryKey }).findLast(([, data]) => data !== undefined)?.[1];

/**
 * What can be brought in beside the tables of the catalog, and those of them that only their sources call so; nothing
 * unless it is wanted. The sources and the catalog are asked of `text`, which follows what was typed a moment later:
 * what they told of an earlier text is shown as far as it fits this one.
 */
export function useTableOffers(
  isWanted: boolean,
  typed: string,
  text: string,
  likely: string | undefined,
  known: readonly BoundTable[],
): { offers: Offer[]; bound: BoundTable[] } {
  const { choices, usual } = useUsualSource();
  const sources = likelyFirst(choices, likely, usual);
  const asked = isWanted ? sources.slice(0, ASKED) : [];
  const queries = useQueryClient();
  const told = useQueries({
    queries: asked.map(({ id }) => {
      const options = suggestionsOptions(id, text);
      return { ...options, placeholderData: () => lastAnswer<SuggestionsQuery>(queries, keys.suggestionsOf(id)) };
    }),
    combine: (all) =>
      all.map(({ data, isPlaceholderData }) => ({
        names: data?.suggestTables ?? [],
        isLate: text !== typed || isPlaceholderData,
      })),
  });
  const found = new Map(
    asked.map(({ id }, at) => {
      const { names, isLate } = told[at] ?? { names: [], isLate: true };
      return [id, isLate ? names.filter((name) => hasWords(labelOf(name), typed)) : names];
    }),
  );
  const bound = useQueries({
    queries: asked.map(({ id }, at) => {
      const names = told[at]?.names ?? [];
      const options = boundOptions(id, text === "" ? names : [...names, splitName(text)]);
      return { ...options, placeholderData: () => lastAnswer<readonly BoundTable[]>(queries, keys.boundTablesOf(id)) };
    }),
    combine: (all) => all.flatMap(({ data }) => data ?? []),
  });
  if (!isWanted) return { offers: [], bound: [] };
  return { offers: offersOf(typed, sources, found, [...known, ...bound]), bound: boundAs(typed, bound, known) };
}
