import type { Direction, LineageFilter } from "~/shared/graphql/generated/graphql";
import type { ListEnding } from "~/shared/ui/Downloads";

interface Asked {
  of: readonly string[];
  direction: Direction;
  filter: LineageFilter;
  /** A time or the seq of a changeset. */
  at?: string;
}

/** Where all that is affected is downloaded from. */
export function impactAddress(format: ListEnding, { of, direction, filter, at }: Asked): string {
  const query = new URLSearchParams({ of: of.join(","), direction });
  const { origins, statuses, minConfidence, sourceIds, kinds } = filter;
  for (const [name, values] of Object.entries({ origins, statuses, sourceIds, kinds })) {
    if (values?.length) query.set(name, values.join(","));
  }
  if (minConfidence != null) query.set("minConfidence", String(minConfidence));
  if (at) query.set(/^\d+$/u.test(at) ? "seq" : "at", at);
  return `/export/impact.${format}?${query}`;
}
