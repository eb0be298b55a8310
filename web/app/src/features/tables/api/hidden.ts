import { queryOptions } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import { untilOurs } from "~/shared/graphql/ours";
import { withAllColumns } from "~/shared/graphql/whole";
import { type FetchedFile, type Hidden, hiddenIn, withBack } from "../model/hidden";
import { EDIT_COLUMNS } from "./table";

const LISTED = graphql(`
  query ListedColumns($id: ID!, $after: String) {
    table(id: $id) {
      id version
      columns(first: 5000, after: $after) { nodes { id path } pageInfo { hasNextPage endCursor } }
    }
  }
`);

/**
 * The columns of the source that somebody removed. They are in no answer but in the file that a table is restored from;
 * where that cannot be had, nothing is told of them.
 */
export const hiddenOptions = (id: string, shown: number) =>
  queryOptions({
    // The file is large: it is read anew when the number of columns that are shown says that others may be hidden, and
    // not with the table at every cell that is saved.
    queryKey: keys.hidden(id, shown),
    queryFn: async ({ signal }): Promise<Hidden[]> => {
      await untilOurs(signal);
      const response = await fetch(`/export/catalog.json?tableIds=${encodeURIComponent(id)}&fetched=true`, { signal });
      if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
      const file: FetchedFile = await response.json();
      return hiddenIn(file);
    },
    retry: false,
    refetchOnWindowFocus: false,
  });

/** Brings columns back, as they were, beside all that are there now. */
export async function bringBack(id: string, back: readonly Hidden[]) {
  const table = await withAllColumns(async (after) => (await ask(LISTED, { id, after })).table);
  if (!table) throw new Error("There is no such table.");
  const columns = withBack(table.columns.nodes, back);
  return (await ask(EDIT_COLUMNS, { id, version: table.version, columns })).saveColumns;
}
