import { useQueries } from "@tanstack/react-query";
import { suggestionsOptions } from "~/shared/graphql/choices";
import { likelyFirst, type Offer, offersOf } from "~/shared/model/tableOffers";
import { useUsualSource } from "./useUsualSource";

/** So many sources are asked while one types; of the others what was typed can be fetched. */
const ASKED = 3;

interface Known {
  qualifiedName: string;
  source?: { id: string } | null;
}

/** What can be brought in beside the tables of the catalog; nothing unless it is wanted. */
export function useTableOffers(
  isWanted: boolean,
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
    combine: (all) => new Map(asked.map(({ id }, at) => [id, all[at]?.data?.suggestTables ?? []])),
  });
  return isWanted ? offersOf(text, sources, found, known) : [];
}
