import type { ChangesetLineFragment, EntityKind, Operation } from "~/shared/graphql/generated/graphql";

export type Count = ChangesetLineFragment["counts"][number];

interface Done {
  kind: EntityKind;
  operation: Operation;
}

/** What was done to so many things, and the first of them. */
export interface Summary<Named extends Done> {
  operation: Operation;
  counts: [kind: EntityKind, count: number][];
  first: Named[];
}

const FIRST = 5;
const ORDER: readonly Operation[] = ["CREATED", "DELETED", "UPDATED"];

/** What a changeset did, in numbers, with what it did first. */
export function summaryOf<Named extends Done>(counts: readonly Count[], changes: readonly Named[]): Summary<Named>[] {
  return ORDER.flatMap((operation) => {
    const these = withoutCompany(counts).filter((one) => one.operation === operation);
    const [leading] = these;
    if (!leading) return [];
    // Columns belong to tables that are named, unless they alone are it.
    const first = changes.filter((one) => one.operation === operation && one.kind === leading.kind);
    return [{ operation, counts: these.map(({ kind, count }) => [kind, count]), first: first.slice(0, FIRST) }];
  });
}

/** One sign of what a changeset did: to a single thing, or to so many of a kind, of which some are known. */
export type Chip<Named extends Done> = { one: Named } | { many: Count; some: Named[] };

/** The signs of a changeset: what is all known by name is told so, what is more in numbers. */
export function chipsOf<Named extends Done>(counts: readonly Count[], changes: readonly Named[]): Chip<Named>[] {
  return withoutCompany(counts).flatMap((many): Chip<Named>[] => {
    const some = changes.filter(({ kind, operation }) => kind === many.kind && operation === many.operation);
    return some.length === many.count ? some.map((one) => ({ one })) : [{ many, some }];
  });
}

/** How much a changeset did. */
export const sizeOf = (counts: readonly Count[]) => counts.reduce((sum, { count }) => sum + count, 0);

/** Claims come and go with their lineage and are told where they do so alone. */
function withoutCompany(counts: readonly Count[]): Count[] {
  const edges = new Set(counts.filter(({ kind }) => kind === "EDGE").map(({ operation }) => operation));
  return counts.filter(({ kind, operation }) => kind !== "ASSERTION" || !edges.has(operation));
}
