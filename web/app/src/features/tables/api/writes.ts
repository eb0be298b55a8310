import type { QueryClient } from "@tanstack/react-query";
import { ask } from "~/shared/graphql/client";
import type { ColumnPatch, TablePatch } from "~/shared/graphql/generated/graphql";
import { keys } from "~/shared/graphql/keys";
import { isConflict, rebasedPatch } from "../model/overlap";
import { columnsOptions, tableOptions, UPDATE_COLUMNS, UPDATE_TABLE, versionOf } from "./table";

/** Somebody else may write just as often: after so many times it is told. */
const ATTEMPTS = 4;

interface Shown {
  version: number;
  /** What is patched, as it is shown; where it is not, nothing tells what somebody else made of it. */
  thing: object | null | undefined;
}

interface Write<Patch, Result> {
  patch: Patch;
  /** The version to insist on, where what is patched is known to be another's by now. */
  over: number | undefined;
  shown: () => Shown;
  load: () => Promise<unknown>;
  send: (patch: Patch, version: number) => Promise<Result>;
}

/** Writes over what is shown; what somebody else changed beside it meanwhile does not stand against it. */
async function write<Patch extends object, Result>({ patch, over, shown, load, send }: Write<Patch, Result>) {
  let wanted = patch;
  for (let attempt = 1; ; attempt += 1) {
    const before = shown();
    try {
      return await send(wanted, over ?? before.version);
    } catch (error) {
      if (!isConflict(error) || over !== undefined || attempt === ATTEMPTS) throw error;
      await load();
      const now = shown();
      const isNewer = before.thing && now.thing && now.version !== before.version;
      const next = isNewer && rebasedPatch(wanted, before.thing ?? {}, now.thing ?? {});
      if (!next) throw error;
      wanted = next;
    }
  }
}

const reload = (queries: QueryClient, id: string) =>
  queries.refetchQueries({ queryKey: keys.table(id), type: "active" });

export function writeTable(queries: QueryClient, id: string, patch: TablePatch, over?: number) {
  return write({
    patch,
    over,
    shown: () => ({
      version: versionOf(queries, id),
      thing: queries.getQueryData(tableOptions(id).queryKey)?.table,
    }),
    load: () => reload(queries, id),
    send: (wanted, version) => ask(UPDATE_TABLE, { id, version, patch: wanted }),
  });
}

/** Of a column of the list that is filtered so. */
export function writeColumn(queries: QueryClient, id: string, filter: string, patch: ColumnPatch, over?: number) {
  const table = () => queries.getQueryData(columnsOptions(id, filter).queryKey)?.table;
  return write({
    patch,
    over,
    // The version that came with the column: one that is loaded apart may be of what was never shown.
    shown: () => ({
      version: table()?.version ?? 0,
      thing: table()?.columns.nodes.find((column) => column.id === patch.id),
    }),
    load: () => reload(queries, id),
    send: (wanted, version) => ask(UPDATE_COLUMNS, { id, version, patches: [wanted] }),
  });
}
