import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { TablePatchById } from "~/shared/graphql/generated/graphql";
import { DELETE_TABLE } from "./table";

const UPDATE_TABLES = graphql(`
  mutation UpdateTables($patches: [TablePatchById!]!) {
    updateTables(patches: $patches) { changeset { id } warnings { title } }
  }
`);

export interface Written {
  /** In the order they were made. */
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

/** Deletes tables one after another: each is a changeset of its own, and they are taken back together. */
export async function deleteTables(tables: readonly { id: string; version: number }[]): Promise<Written> {
  const changesets: string[] = [];
  const warnings = new Set<string>();
  for (const { id, version } of tables) {
    const { deleteTable } = await ask(DELETE_TABLE, { id, version });
    if (deleteTable.changeset) changesets.push(deleteTable.changeset.id);
    for (const { title } of deleteTable.warnings) warnings.add(title);
  }
  return { changesets, warnings: [...warnings] };
}
