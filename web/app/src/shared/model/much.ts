/** From more than so many things on one is asked before they go: a slip with a few is taken back at once. */
export const MUCH = 20;

/** A changeset that would be taken back with another. */
export interface Company {
  actor: { id: string };
  counts: readonly { kind: string; count: number }[];
}

/** How much of each kind was changed. Claims come and go with their lineage. */
export function amounts({ counts }: Pick<Company, "counts">): [kind: string, count: number][] {
  const sums = new Map<string, number>();
  for (const { kind, count } of counts) sums.set(kind, (sums.get(kind) ?? 0) + count);
  if (sums.has("EDGE")) sums.delete("ASSERTION");
  return [...sums];
}

/** Whether it is asked before these are taken back too: another person's work, or more than a slip. */
export function isAsked(company: readonly Company[], me: string | undefined): boolean {
  const sum = company.flatMap(amounts).reduce((all, [, count]) => all + count, 0);
  return sum > MUCH || company.some(({ actor }) => actor.id !== me);
}
