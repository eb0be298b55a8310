import { ServerError } from "~/shared/graphql/errors";
import { violationIn } from "~/shared/i18n/server";
import { columnsOf, type Draft } from "./drafts";

/** What the server says against one table. */
export interface Refused {
  name?: string;
  schema?: string;
  /** By the keys of columns. */
  columns: ReadonlyMap<string, string>;
  others: string[];
}

/** What the server says against the tables that were sent, by their keys; none of those it says nothing against. */
export function refusalsOf(error: unknown, sent: readonly Draft[]): ReadonlyMap<string, Refused> {
  const found = new Map<string, Refused & { columns: Map<string, string> }>();
  if (!(error instanceof ServerError)) return found;
  for (const { path, code, message } of error.problems) {
    const [row, part, index] = path;
    const draft = sent[Number(row)];
    if (!draft) continue;
    const refused = found.get(draft.key) ?? { columns: new Map<string, string>(), others: [] };
    found.set(draft.key, refused);
    const words = violationIn(code, message);
    const column = part === "columns" ? columnsOf(draft)[Number(index)]?.key : undefined;
    if (column !== undefined) {
      if (!refused.columns.has(column)) refused.columns.set(column, words);
    } else if (part === "name" || part === "schema") refused[part] ??= words;
    else refused.others.push(words);
  }
  return found;
}

/** The first thing to say of a table in one line. */
export function firstOf(refused: Refused | undefined): string | undefined {
  if (!refused) return undefined;
  const { name, schema, columns, others } = refused;
  return name ?? schema ?? others[0] ?? [...columns.values()][0];
}
