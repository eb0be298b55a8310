import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import i18n from "i18next";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import { wholeOf, withAllColumns } from "~/shared/graphql/whole";
import { tellDone } from "~/shared/ui/Toast";
import { cameBack, endsTables } from "../model/deleted";

const DELETED = graphql(`
  query DeletedTables($after: String) {
    changesets(filter: { deletedOnly: true, kind: TABLE }, first: 20, after: $after) {
      nodes {
        id seq at
        actor { name }
        undoneBy { id }
        changes(first: 100) {
          nodes { entityId kind name operation }
          totalCount { value exact }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const UNDONE = graphql(`
  query UndoneTables($from: DateTime!, $after: String) {
    changesets(filter: { kind: TABLE, origin: UNDO, from: $from }, first: 20, after: $after) {
      nodes {
        id seq
        changes(first: 100) {
          nodes { entityId kind name operation }
          pageInfo { hasNextPage endCursor }
        }
      }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const TABLES_OF = graphql(`
  query TablesOfChangeset($id: ID!, $after: String) {
    changeset(id: $id) {
      changes(first: 500, after: $after) {
        nodes { entityId kind name operation }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const RESTORE = graphql(`
  mutation RestoreTables($changeset: ID!, $tables: [ID!]!) {
    restoreTables(changeset: $changeset, tables: $tables) {
      changeset { id }
      warnings { title }
    }
  }
`);

const DELETION = graphql(`
  query TableDeletion($id: ID!) {
    changesets(filter: { entityId: $id, deletedOnly: true, kind: TABLE }, first: 1) {
      nodes { id seq at actor { name } }
    }
  }
`);

const AS_IT_WAS = graphql(`
  query TableAsItWas($id: ID!, $asOf: AsOf!, $after: String) {
    table(id: $id, asOf: $asOf) {
      id qualifiedName kind description sourceComment tags owner
      source { id name }
      columns(first: 5000, after: $after) { nodes { id path ...ColumnRow } pageInfo { hasNextPage endCursor } }
    }
  }
`);

/** Who deleted a table, and the table as it was just before; null when nobody did. */
export const deletedTableOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.table(id), "deleted"],
    queryFn: async () => {
      const [deletion] = (await ask(DELETION, { id })).changesets.nodes;
      if (!deletion) return null;
      const asOf = { seq: deletion.seq - 1 };
      const table = await withAllColumns(async (after) => (await ask(AS_IT_WAS, { id, asOf, after })).table);
      return table && { deletion, table };
    },
  });

/** What deleted tables, newest first, with what of it came back since. */
export const deletedOptions = infiniteQueryOptions({
  queryKey: [...keys.changes, "deleted"],
  queryFn: async ({ pageParam }) => {
    const { changesets } = await ask(DELETED, { after: pageParam });
    const oldest = changesets.nodes.at(-1);
    return { changesets, back: oldest ? await backSince(oldest.at) : new Map<string, number>() };
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ changesets: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
});

/** What brought tables back from a time on: only by an undo does a table come back. */
async function backSince(from: string): Promise<Map<string, number>> {
  const undone = await wholeOf(async (after) => (await ask(UNDONE, { from, after })).changesets);
  const whole = undone.map(async ({ id, seq, changes }) => ({
    seq,
    changes: endsTables(changes) ? changes.nodes : await tablesOf(id),
  }));
  return cameBack(await Promise.all(whole));
}

/** What a changeset did to tables, which it tells before what they have. */
const tablesOf = (id: string) =>
  wholeOf(async (after) => {
    const changes = (await ask(TABLES_OF, { id, after })).changeset?.changes;
    return changes && endsTables(changes) ? { ...changes, pageInfo: { hasNextPage: false, endCursor: null } } : changes;
  });

/** All tables of a changeset, of which the list tells the first. */
export const tablesOfOptions = (id: string) =>
  queryOptions({
    queryKey: [...keys.changeset(id), "tables"],
    queryFn: () => tablesOf(id),
    // A changeset never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Brings back some of the tables that a changeset deleted; that can be taken back. */
export async function restore(changeset: string, tables: readonly string[], queries: QueryClient): Promise<void> {
  const { restoreTables } = await ask(RESTORE, { changeset, tables: [...tables] });
  await queries.invalidateQueries();
  const number = tables.length.toLocaleString(i18n.language);
  const told = i18n.t("tables.restored", { count: tables.length, number });
  tellDone([told, ...restoreTables.warnings.map(({ title }) => title)].join(" "), queries, restoreTables.changeset?.id);
}
