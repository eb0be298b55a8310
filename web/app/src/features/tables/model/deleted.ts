import type { DeletedTablesQuery } from "~/shared/graphql/generated/graphql";

type Changeset = DeletedTablesQuery["changesets"]["nodes"][number];

/** Tables that went together, and come back together. */
export interface Deletion {
  id: string;
  seq: number;
  at: string;
  by: string;
  tables: { id: string; name: string }[];
  /** Whether more tables went with them than are told. */
  more: boolean;
}

/** The deletions that were not taken back; of each the tables whose names have the text. */
export function deletions(changesets: readonly Changeset[], text: string): Deletion[] {
  const wanted = text.trim().toLowerCase();
  return changesets.flatMap(({ id, seq, at, actor, undoneBy, changes }) => {
    if (undoneBy) return [];
    const gone = changes.nodes.filter(({ kind, operation }) => kind === "TABLE" && operation === "DELETED");
    const tables = gone
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ entityId, name }) => ({ id: entityId, name }));
    // Tables come before columns: when the last that is told is a table, more may follow.
    const more = changes.totalCount.value > changes.nodes.length && changes.nodes.at(-1)?.kind === "TABLE";
    return tables.length > 0 ? [{ id, seq, at, by: actor.name, tables, more }] : [];
  });
}
