import { ask } from "~/shared/graphql/client";
import { type Draft, inputOf } from "../model/drafts";
import { CREATE_TABLES } from "./documents";

/** Saves all in one changeset or none. */
export async function saveDrafts(drafts: readonly Draft[]) {
  const { createTables } = await ask(CREATE_TABLES, { input: drafts.map(inputOf) });
  return {
    tables: createTables.tables,
    changesetId: createTables.changeset?.id,
    warnings: createTables.warnings.map(({ title }) => title),
  };
}
