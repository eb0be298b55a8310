import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { TablePatchById } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";

const UPDATE_TABLES = graphql(`
  mutation UpdateTables($patches: [TablePatchById!]!) {
    updateTables(patches: $patches) { changeset { id } warnings { title } }
  }
`);

const DELETE_TABLES = graphql(`
  mutation DeleteTables($tables: [TableVersion!]!, $dryRun: Boolean! = false) {
    deleteTables(tables: $tables, dryRun: $dryRun) { changeset { id } warnings { title } }
  }
`);

export interface Written {
  changesets: string[];
  warnings: string[];
}

/** Changes tables, all in one changeset or none. */
export async function updateTables(patches: TablePatchById[]): Promise<Written> {
  if (patches.length === 0) return { changesets: [], warnings: [] };
  const { updateTables } = await ask(UPDATE_TABLES, { patches });
  return {
    changesets: updateTables.changeset ? [updateTables.changeset.id] : [],
    warnings: updateTables.warnings.map(({ title }) => title),
  };
}

/** Deletes tables with their columns, all in one changeset or none. */
export async function deleteTables(
  chosen: readonly { id: string; version: number }[],
  dryRun = false,
): Promise<Written> {
  const tables = chosen.map(({ id, version }) => ({ id, version }));
  const { deleteTables } = await ask(DELETE_TABLES, { tables, dryRun });
  return {
    changesets: deleteTables.changeset ? [deleteTables.changeset.id] : [],
    warnings: deleteTables.warnings.map(({ title }) => title),
  };
}

/** What goes with tables that are to be deleted. */
export const deletionOptions = (tables: readonly { id: string; version: number }[]) =>
  queryOptions({
    queryKey: keys.deletion(tables.map(({ id, version }) => [id, version])),
    queryFn: () => deleteTables(tables, true),
    gcTime: 0,
  });
