import type { FetchSubscription, TableInput, TableKind } from "~/shared/graphql/generated/graphql";
import {
  type DraftColumn,
  emptyColumn,
  isBlank,
  knownColumn,
  pathOf,
  type ToldColumn,
  told,
} from "~/shared/model/columns";
import { splitName } from "~/shared/model/qualified";

export type Fetched = NonNullable<FetchSubscription["fetchColumns"]["result"]>;
export type Progress = NonNullable<FetchSubscription["fetchColumns"]["progress"]>;

/** A table of the catalog, and what the catalog calls it. */
export interface Taken {
  id: string;
  name: string;
}

/** A table that is not saved yet. */
export interface Draft {
  key: string;
  /** What was asked for. */
  asked: { schema?: string; name: string };
  /** None of a table that is written by hand. */
  sourceId: string | undefined;
  state: "waiting" | "fetching" | "ready" | "failed";
  progress?: Progress;
  error?: unknown;
  fetched?: Fetched;
  /** The table of the catalog that is this one of the source already. */
  taken?: Taken;
  /** It is meant to be saved beside that one. */
  both?: boolean;
  schema: string;
  name: string;
  kind: TableKind;
  description: string;
  columns: DraftColumn[];
}

let made = 0;

/** A table to be fetched, or one to be written by hand when there is no source. */
export function newDraft(name: string, sourceId: string | undefined, schema?: string): Draft {
  made += 1;
  return {
    key: `draft-${made}`,
    asked: { name, schema },
    sourceId,
    state: sourceId ? "waiting" : "ready",
    // Written by hand it has its schema apart, as a fetched one has.
    ...(sourceId ? { schema: schema ?? "", name } : { schema: "", ...splitName(name) }),
    kind: "TABLE",
    description: "",
    columns: sourceId ? [] : [emptyColumn()],
  };
}

/** Whether both ask for one table of one source. */
export function isSame(one: Draft, other: Draft): boolean {
  const isAsked = one.asked.name === other.asked.name && one.asked.schema === other.asked.schema;
  return isAsked && one.sourceId !== undefined && one.sourceId === other.sourceId;
}

/** How the catalog calls it. */
export const qualifiedOf = ({ schema, name }: Pick<Draft, "schema" | "name">) =>
  [schema.trim(), name.trim()].filter(Boolean).join(".");

/** Whether the catalog has this table already; under another name, or when both are meant, it is saved beside that one. */
export function isTaken(draft: Draft): draft is Draft & { taken: Taken } {
  const { taken, both, fetched } = draft;
  if (!taken || both || !fetched) return false;
  return qualifiedOf(draft) === qualifiedOf({ schema: fetched.table.schema ?? "", name: fetched.table.name });
}

/** The draft with what a fetch saw. */
export function withFetched(draft: Draft, fetched: Fetched): Draft {
  const { schema, name, kind } = fetched.table;
  const columns = fetched.columns.map(({ path, dataType, nullable, primaryKey, sourceComment }) =>
    knownColumn({ path, dataType, nullable, primaryKey, description: sourceComment ?? "", tags: "" }),
  );
  return {
    ...draft,
    state: "ready",
    fetched,
    taken: undefined,
    error: undefined,
    progress: undefined,
    schema: schema ?? "",
    name,
    kind,
    columns,
  };
}

/** What the server takes. Beside a fetch only what differs from it is told. */
export function inputOf(draft: Draft): TableInput {
  const { fetched, schema, name, kind, description, taken } = draft;
  const wholeColumns = isRearranged(draft);
  return {
    name: name.trim(),
    schema: schema.trim() || null,
    description: description.trim() || null,
    ...(fetched ? { fetched: fetched.id, ...(kind !== fetched.table.kind && { kind }) } : { kind }),
    columns: columnsOf(draft).map(({ input: { id: _, ...input } }) => input),
    ...(wholeColumns && { wholeColumns }),
    // It was told, and another name given.
    ...(taken && { boundTwice: true }),
  };
}

/** Whether something was typed that fetching it anew would not bring back. */
export function isTyped(draft: Draft): boolean {
  const { fetched, state, schema, name, kind, description, columns } = draft;
  if (state !== "ready") return false;
  if (description.trim() !== "") return true;
  if (!fetched) return columns.some((column) => !isBlank(column));
  const { table } = fetched;
  const isRenamed = name !== table.name || schema !== (table.schema ?? "") || kind !== table.kind;
  return isRenamed || isRearranged(draft) || told(columns).some(({ changed }) => changed);
}

/** The columns that are told, in the order in which they are. */
export function columnsOf(draft: Draft): ToldColumn[] {
  const whole = isRearranged(draft);
  return told(draft.columns).filter(({ changed }) => changed || whole);
}

/** Whether columns of the fetch were removed or put elsewhere: then the list is told whole. */
function isRearranged({ fetched, columns }: Draft): boolean {
  if (!fetched) return false;
  const seen = columns.filter((column) => !isBlank(column)).map((column) => JSON.stringify(pathOf(column)));
  const before = fetched.columns.map(({ path }) => JSON.stringify(path));
  // Columns that were added at the end are in their place.
  return before.some((path, at) => seen[at] !== path);
}
