import { ask } from "~/shared/graphql/client";
import { arranged, type Draft, inputOf, isRearranged } from "../model/drafts";
import { CREATE_TABLES, SAVE_COLUMNS } from "./documents";

/** Saves all in one changeset; columns of a fetch that were removed or moved follow in one of their own a table. */
export async function saveDrafts(drafts: readonly Draft[]) {
  const { createTables } = await ask(CREATE_TABLES, { input: drafts.map(inputOf) });
  for (const [at, { id, version, columns }] of createTables.tables.entries()) {
    const draft = drafts[at];
    if (draft && isRearranged(draft)) {
      await ask(SAVE_COLUMNS, { id, version, columns: arranged(draft, columns.nodes) });
    }
  }
  return {
    tables: createTables.tables,
    changesetId: createTables.changeset?.id,
    warnings: createTables.warnings.map(({ title }) => title),
  };
}
