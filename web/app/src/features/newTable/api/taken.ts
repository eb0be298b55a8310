import { tableAt } from "~/shared/graphql/boundTables";
import type { Fetched, Taken } from "../model/drafts";

/** The table of the catalog that is this one of the source; when it cannot be told, saving tells. */
export async function takenBy(sourceId: string, { table }: Fetched): Promise<Taken | undefined> {
  try {
    const found = await tableAt(sourceId, table);
    return found && { id: found.id, name: found.qualifiedName };
  } catch {
    return undefined;
  }
}
