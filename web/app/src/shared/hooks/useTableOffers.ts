import { useQueries } from "@tanstack/react-query";
import { suggestionsOptions } from "~/shared/graphql/choices";
import { hasWords, labelOf, likelyFirst, type Offer, offersOf } from "~/shared/model/tableOffers";
import { useUsualSource } from "./useUsualSource";

/** So many sources are asked while one types; of the others what was typed can be fetched. */
const ASKED = 3;

interface Known {
  qualifiedName: string;
  source?: { id: string } | null;
}

/**
 * What can be brought in beside the tables of the catalog; nothing unless it is wanted. The sources are asked of `text`,
 * which follows what was typed a moment later.
 */
export function useTableOffers(
  isWanted: boolean,
  typed: string,
  text: string,
  likely: string | undefined,
  known: readonly Known[],
): Offer[] {
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
  return isWanted ? offersOf(typed, sources, found, known) : [];
}
