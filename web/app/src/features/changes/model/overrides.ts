interface FieldChange {
  field: string;
  old: unknown;
  new: unknown;
}

/** What people may write over what the source tells: a change has their words alone. */
const OVER = ["kind", "description", "dataType", "logicalType", "nullable", "default"] as const;

/** What holds, people's words over the source's. */
export type Facts = Partial<Record<(typeof OVER)[number], unknown>>;

/** In place of what holds when that could not be read: nobody knows then whether it is anything. */
export const unread = (words: string): Facts => Object.fromEntries(OVER.map((field) => [field, words]));

const over = (field: string) => OVER.find((known) => known === field);
const isNone = (value: unknown) => value === null || value === undefined;

/** Whether a change begins or ends to write over what the source tells, and has it before or after which changeset. */
export function sidesUnsaid(fields: readonly FieldChange[]): { before: boolean; after: boolean } {
  const these = fields.filter(({ field }) => over(field));
  return { before: these.some(({ old }) => isNone(old)), after: these.some(({ new: now }) => isNone(now)) };
}

/** A change with what held before people wrote over it, and what holds again since they took that back. */
export function withFacts<Change extends FieldChange>(
  fields: readonly Change[],
  before: Facts | undefined,
  after: Facts | undefined,
): Change[] {
  return fields.map((change) => {
    const field = over(change.field);
    if (!field) return change;
    return {
      ...change,
      old: isNone(change.old) ? (before?.[field] ?? null) : change.old,
      new: isNone(change.new) ? (after?.[field] ?? null) : change.new,
    };
  });
}
