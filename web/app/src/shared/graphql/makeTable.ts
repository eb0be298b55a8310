import { splitName } from "~/shared/model/qualified";
import { tableAt } from "./boundTables";
import { ask } from "./client";
import { follow } from "./follow";
import { graphql } from "./generated";

const FETCH_TABLE = graphql(`
  subscription FetchTable($input: FetchColumnsInput!) {
    fetchColumns(input: $input) { result { id table { schema name } } }
  }
`);

const MAKE_TABLE = graphql(`
  mutation MakeTable($input: TableInput!) {
    createTable(input: $input) { table { id qualifiedName columnCount } changeset { id } warnings { title } }
  }
`);

export interface Made {
  id: string;
  name: string;
  /** These two: none when it was there already. */
  changesetId?: string;
  columns?: number;
  warnings: string[];
}

/** Fetches a table and saves it as the source tells it; one that the catalog has from there is taken as it is. */
export async function fetchTable(
  source: { id: string },
  asked: { schema?: string; name: string },
  signal: AbortSignal,
): Promise<Made | undefined> {
  for await (const { fetchColumns } of follow(FETCH_TABLE, { input: { sourceId: source.id, ...asked } }, signal)) {
    if (!fetchColumns.result) continue;
    const { id, table } = fetchColumns.result;
    const known = await tableAt(source.id, table);
    if (signal.aborted) return undefined;
    if (known) return { id: known.id, name: known.qualifiedName, warnings: [] };
    return makeTable({ ...table, fetched: id });
  }
  return undefined;
}

/** A table of which no more is known than what was typed. */
export const writeTable = (typed: string): Promise<Made> => makeTable(splitName(typed));

async function makeTable(input: { schema?: string | null; name: string; fetched?: string }): Promise<Made> {
  const { createTable } = await ask(MAKE_TABLE, { input });
  const { id, qualifiedName, columnCount } = createTable.table;
  const warnings = createTable.warnings.map(({ title }) => title);
  return { id, name: qualifiedName, columns: columnCount, changesetId: createTable.changeset?.id, warnings };
}
