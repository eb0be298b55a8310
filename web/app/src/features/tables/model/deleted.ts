import type { DeletedTablesQuery } from "~/shared/graphql/generated/graphql";

type Changeset = DeletedTablesQuery["changesets"]["nodes"][number];
type Change = Changeset["changes"]["nodes"][number];

/** Tables that went together. */
export interface Deletion {
  id: string;
  seq: number;
  at: string;
  by: string;
  /** Those that are asked for. */
  tables: GoneTable[];
  /** How many are known to be gone, whatever is asked for. */
  gone: number;
  /** Whether more tables went with them than are told. */
  more: boolean;
  /** Whether some came back alone: the others cannot come back with them any more. */
  apart: boolean;
}

export interface GoneTable {
  id: string;
  name: string;
}

/** By the id of a table the seq of what brought it back last. */
export type Back = ReadonlyMap<string, number>;

/** The deletions that were not taken back; of each the tables that are still gone and whose names have the text. */
export function deletions(changesets: readonly Changeset[], back: Back, text: string): Deletion[] {
  return changesets.flatMap(({ id, seq, at, actor, undoneBy, changes }) => {
    if (undoneBy) return [];
    const gone = goneOf(changes.nodes, seq, back);
    const more = changes.totalCount.value > changes.nodes.length && changes.nodes.at(-1)?.kind === "TABLE";
    const tables = named(gone, text);
    const apart = changes.nodes.some((change) => wentBy(change) && isBack(change, seq, back));
    // Of those that are not told some may be gone.
    const unknown = more && text.trim() === "";
    return tables.length > 0 || unknown
      ? [{ id, seq, at, by: actor.name, tables, gone: gone.length, more, apart }]
      : [];
  });
}

/** The tables that a changeset deleted and that are still gone. */
export function goneOf(changes: readonly Change[], seq: number, back: Back): GoneTable[] {
  return changes
    .filter((change) => wentBy(change) && !isBack(change, seq, back))
    .map(({ entityId, name }) => ({ id: entityId, name }));
}

/** Those whose names have the text. */
export function named(tables: readonly GoneTable[], text: string): GoneTable[] {
  const wanted = text.trim().toLowerCase();
  return tables.filter(({ name }) => name.toLowerCase().includes(wanted));
}

/** What came back by which changeset; by the last of several. */
export function cameBack(undone: readonly { seq: number; changes: readonly Change[] }[]): Map<string, number> {
  const back = new Map<string, number>();
  for (const { seq, changes } of undone) {
    for (const { entityId, kind, operation } of changes) {
      if (kind === "TABLE" && operation === "CREATED") back.set(entityId, Math.max(seq, back.get(entityId) ?? 0));
    }
  }
  return back;
}

/** Whether a part of what a changeset did has the last of its tables: they come before their columns. */
export function endsTables({ nodes, pageInfo }: { nodes: readonly Change[]; pageInfo: { hasNextPage: boolean } }) {
  const last = nodes.at(-1)?.kind;
  return !pageInfo.hasNextPage || (last !== "TABLE" && last !== "SOURCE");
}

const wentBy = ({ kind, operation }: Change) => kind === "TABLE" && operation === "DELETED";
const isBack = ({ entityId }: Change, seq: number, back: Back) => (back.get(entityId) ?? 0) > seq;
