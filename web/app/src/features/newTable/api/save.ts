import { ask } from "~/shared/graphql/client";
import { arranged, type Draft, inputOf, isRearranged } from "../model/drafts";
import { CREATE_TABLES, SAVE_COLUMNS } from "./documents";

/** Saves all in one changeset; columns of a fetch that were removed or moved follow in one of their own a table. */
export async function saveDrafts(drafts: readonly Draft[]) {
  const { createTables } = await ask(CREATE_TABLES, { input: drafts.map(inputOf) });
  const changesets = createTables.changeset ? [createTables.changeset.id] : [];
  for (const [at, { id, version, columns }] of createTables.tables.entries()) {
    const draft = drafts[at];
    if (draft && isRearranged(draft)) {
      const { saveColumns } = await ask(SAVE_COLUMNS, { id, version, columns: arranged(draft, columns.nodes) });
      if (saveColumns.changeset) changesets.push(saveColumns.changeset.id);
    }
  }
  return {
    tables: createTables.tables,
    changesets,
    warnings: createTables.warnings.map(({ title }) => title),
  };
}
