import { type Difference, differences } from "~/shared/model/difference";

interface Change {
  entityId: string;
  tableId?: string | null;
  kind: string;
  name: string;
  operation: "CREATED" | "UPDATED" | "DELETED";
  fields: readonly { field: string; old?: unknown; new?: unknown }[];
}

/** A line of the list of changes: what changes, or one of its fields below it. */
export type Line<C extends Change> = {
  key: string;
  change: C;
  /** What the table of a column is called, where the plan changes that too. */
  table?: string;
  difference?: Difference;
};

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;

/** Whether a difference is one of ids alone, which nobody reads: what lineage joins is in the line above. */
const isOfIds = ({ old, now }: Difference) => [old, now].every((text) => text === null || ID.test(text));

/** Changes with their differences as one list, of which the lines in sight are drawn; ids are told by their names. */
export function linesOf<C extends Change>(
  changes: readonly C[],
  sources: readonly { id: string; name: string }[] = [],
): Line<C>[] {
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  for (const { entityId, name } of changes) names.set(entityId, name);
  const named = (text: string | null) => (text === null ? null : (names.get(text) ?? text));
  return changes.flatMap((change) => {
    const key = `${change.kind} ${change.entityId}`;
    const fields = change.fields.map(({ field, old, new: now }) => ({ field, old, new: now }));
    const below = differences(fields, change.operation)
      .filter((difference) => change.kind === "TABLE" || change.kind === "COLUMN" || !isOfIds(difference))
      .map(({ path, old, now }) => ({
        key: `${key} ${path.join(".")}`,
        change,
        difference: { path, old: named(old), now: named(now) },
      }));
    return [{ key, change, table: names.get(change.tableId ?? "") }, ...below];
  });
}
