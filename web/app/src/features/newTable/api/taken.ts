import { ask } from "~/shared/graphql/client";
import { type Fetched, qualifiedOf } from "../model/drafts";
import { SAME_NAMED } from "./documents";

/** The table of the catalog that is this one of the source; when it cannot be told, saving tells. */
export async function takenBy(sourceId: string, { table }: Fetched): Promise<string | undefined> {
  const name = qualifiedOf({ schema: table.schema ?? "", name: table.name });
  try {
    const { tables } = await ask(SAME_NAMED, { filter: { sourceId, text: table.name } });
    return tables.nodes.find(({ qualifiedName }) => qualifiedName === name)?.id;
  } catch {
    return undefined;
  }
}
