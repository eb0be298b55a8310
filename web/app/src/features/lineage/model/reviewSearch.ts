import type { LineageOrigin, LineageReviewFilter } from "~/shared/graphql/generated/graphql";
import { listOf, oneOf, text } from "~/shared/model/search";
import { ORIGINS } from "./search";

/** How sure a claim has to be, in hundredths. */
export const SURE = [50, 70, 80, 90, 95] as const;

/** What the address of the review says. */
export interface ReviewSearch {
  level?: "TABLE" | "COLUMN";
  origin?: LineageOrigin[];
  /** In hundredths. */
  sure?: (typeof SURE)[number];
  /** The table at which it begins or ends. */
  table?: string;
}

export function parseReviewSearch(raw: Record<string, unknown>): ReviewSearch {
  return {
    level: oneOf(["TABLE", "COLUMN"] as const, raw.level),
    origin: listOf(ORIGINS, raw.origin),
    sure: SURE.find((known) => known === raw.sure),
    table: text(raw.table),
  };
}

export const NO_REVIEW_FILTER = { level: undefined, origin: undefined, sure: undefined, table: undefined };

export function reviewFilterOf({ level, origin, sure, table }: ReviewSearch): LineageReviewFilter {
  return {
    ...(level && { level }),
    ...(origin && { origins: origin }),
    ...(sure && { minConfidence: sure / 100 }),
    ...(table && { tableIds: [table] }),
  };
}
