import { ServerError } from "~/shared/graphql/errors";
import type { EditedColumnsQuery } from "~/shared/graphql/generated/graphql";
import {
  type DraftColumn,
  isBlank,
  type KnownColumn,
  knownColumn,
  type ToldColumn,
  told,
} from "~/shared/model/columns";

export type Stored = NonNullable<EditedColumnsQuery["table"]>["columns"]["nodes"][number];

/** The columns of a table as the grid edits them. */
export function draftsOf(columns: readonly Stored[]): DraftColumn[] {
  return columns.map((column) => knownColumn(knownOf(column)));
}

/** A column of the table as the grid knows it. */
export function knownOf({ id, path, dataType, nullable, primaryKey, description, tags }: Stored): KnownColumn {
  return { id, path, dataType, nullable, primaryKey, description: description ?? "", tags: tags.join(", ") };
}

/** What saving would do; null when it would do nothing. */
export interface EditSummary {
  added: number;
  changed: number;
  removed: number;
  moved: boolean;
}

export function summaryOf(columns: readonly DraftColumn[], before: readonly Stored[]): EditSummary | null {
  const kept = columns.filter(({ seen }) => seen).map(({ seen }) => seen?.id);
  const ids = new Set(kept);
  const order = before.filter(({ id }) => ids.has(id)).map(({ id }) => id);
  const added = columns.filter((column) => !column.seen && !isBlank(column));
  const last = columns.findLastIndex(({ seen }) => seen);
  const summary = {
    added: added.length,
    changed: told(columns).filter(({ changed, input }) => changed && input.id).length,
    removed: before.length - order.length,
    // One that is added anywhere but at the end moves those behind it.
    moved: order.some((id, at) => kept[at] !== id) || added.some((column) => columns.indexOf(column) < last),
  };
  return summary.added + summary.changed + summary.removed > 0 || summary.moved ? summary : null;
}

/** What a refused save says, by the columns that it is about, and what it says of the whole. */
export function refusals(error: unknown, sent: readonly ToldColumn[]) {
  const byKey = new Map<string, string>();
  const others: string[] = [];
  if (error instanceof ServerError) {
    for (const { path, message } of error.problems) {
      const key = path[0] === "columns" ? sent[Number(path[1])]?.key : undefined;
      if (key === undefined) others.push(message);
      else if (!byKey.has(key)) byKey.set(key, message);
    }
  }
  return { byKey, others };
}
