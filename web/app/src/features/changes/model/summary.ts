import type { EntityKind, Operation } from "~/shared/graphql/generated/graphql";

export interface Done {
  kind: EntityKind;
  name: string;
  operation: Operation;
}

/** What was done to so many things, and the names of the first. */
export interface Summary {
  operation: Operation;
  counts: [kind: EntityKind, count: number][];
  names: string[];
}

const NAMES = 5;
const ORDER: readonly Operation[] = ["CREATED", "DELETED", "UPDATED"];

/** What a changeset did, in numbers. Claims come and go with their lineage and are told where they do so alone. */
export function summaryOf(done: readonly Done[]): Summary[] {
  return ORDER.flatMap((operation) => {
    const these = done.filter((one) => one.operation === operation);
    const edges = these.some(({ kind }) => kind === "EDGE");
    const told = these.filter(({ kind }) => kind !== "ASSERTION" || !edges);
    if (told.length === 0) return [];
    const counts = new Map<EntityKind, number>();
    for (const { kind } of told) counts.set(kind, (counts.get(kind) ?? 0) + 1);
    // Columns belong to tables that are named, unless they alone are it.
    const [first] = told;
    const names = told.filter(({ kind }) => kind === first?.kind).map(({ name }) => name);
    return [{ operation, counts: [...counts], names: names.slice(0, NAMES) }];
  });
}
