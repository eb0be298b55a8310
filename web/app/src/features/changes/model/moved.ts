import type { EntityKind, Operation } from "~/shared/graphql/generated/graphql";

interface Changed {
  kind: EntityKind;
  operation: Operation;
  name: string;
  tableId: string | null;
  fields: readonly { field: string }[];
}

/**
 * The changes without columns of which only the place in their table changed: where one comes
 * or goes, all below it move, which nobody did. Their names are told by table.
 */
export function withoutMoves<Change extends Changed>(changes: readonly Change[]) {
  const moved = new Map<string, string[]>();
  const told = changes.filter(({ kind, operation, tableId, name, fields }) => {
    const onlyMoved =
      kind === "COLUMN" &&
      operation === "UPDATED" &&
      fields.length > 0 &&
      fields.every(({ field }) => field === "ordinal");
    if (!onlyMoved || tableId === null) return true;
    moved.set(tableId, [...(moved.get(tableId) ?? []), name]);
    return false;
  });
  return { told, moved };
}
