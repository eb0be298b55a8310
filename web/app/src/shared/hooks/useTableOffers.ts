import { useQueries } from "@tanstack/react-query";
import { boundOptions } from "~/shared/graphql/boundTables";
import { suggestionsOptions } from "~/shared/graphql/choices";
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
 * What can be brought in beside the tables of the catalog, and those of them that only their sources call so; nothing
 * unless it is wanted. The sources are asked of `text`, which follows what was typed a moment later.
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
  const found = useQueries({
    queries: asked.map(({ id }) => ({
      ...suggestionsOptions(id, text),
      placeholderData: <Before>(before: Before) => before,
    })),
    combine: (all) =>
      new Map(
        asked.map(({ id }, at) => {
          const names = all[at]?.data?.suggestTables ?? [];
          // Names for an earlier text are shown as far as they fit this one.
          const isLate = text !== typed || all[at]?.isPlaceholderData;
          return [id, isLate ? names.filter((name) => hasWords(labelOf(name), typed)) : names];
        }),
      ),
  });
  const bound = useQueries({
    queries: asked.map(({ id }) => {
      const names = found.get(id) ?? [];
      return boundOptions(id, typed === "" ? names : [...names, splitName(typed)]);
    }),
    combine: (all) => all.flatMap(({ data }) => data ?? []),
  });
  if (!isWanted) return { offers: [], bound: [] };
  return { offers: offersOf(typed, sources, found, [...known, ...bound]), bound: boundAs(typed, bound, known) };
}
