import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ChangesQuery } from "~/shared/graphql/generated/graphql";
import { keyColumns, sourceIds, type Words } from "~/shared/model/difference";
import { columnNamesOptions, columnsThenOptions, sourceNameOptions, tableThenOptions } from "../api/details";
import { sidesUnsaid, unread, withFacts } from "../model/overrides";

export type Changed = NonNullable<ChangesQuery["changeset"]>["changes"]["nodes"][number];

/**
 * What a change did, with the names of what it speaks of and what the source said where people wrote over it. `isWhole`
 * once all of that has come or failed to: what could not be read is told so, and not as something that is gone.
 */
export function useChangeWords(change: Changed, seq: number, names: ReadonlyMap<string, string>) {
  const { t, i18n } = useTranslation();
  const { entityId, operation, fields } = change;
  const unnamed = keyColumns(fields).some((column) => !names.has(column));
  const columns = useQuery({ ...columnNamesOptions(entityId), enabled: unnamed });
  const sources = useQueries({
    queries: sourceIds(fields).map(sourceNameOptions),
    combine: (all) => ({
      isPending: all.some(({ isPending }) => isPending),
      names: all.map(({ data, isError }) => data ?? t(isError ? "changes.someSource" : "changes.goneSource")),
    }),
  });

  const unsaid = operation === "UPDATED" ? sidesUnsaid(fields) : undefined;
  const before = useThen(change, seq - 1, unsaid?.before);
  const after = useThen(change, seq, unsaid?.after);

  const all = new Map(columns.data?.map(({ id, name }) => [id, name]));
  for (const [at, id] of sourceIds(fields).entries()) all.set(id, sources.names[at] ?? "");
  for (const [id, name] of names) all.set(id, name);
  const words: Words = {
    names: all,
    language: i18n.language,
    say: (field, code) => {
      const shared = { kind: "tableKind", key: "key" }[field] ?? `changes.value.${field}`;
      return t(`${shared}.${code}` as "tableKind.TABLE", { defaultValue: code });
    },
  };
  return {
    isWhole: !((unnamed && columns.isPending) || sources.isPending || before.isPending || after.isPending),
    fields: withFacts(fields, before.facts, after.facts),
    words,
  };
}

/** What holds of a table or a column after a changeset. The columns of a table are asked for only where one changed. */
function useThen({ entityId, kind, tableId }: Changed, seq: number, wanted = false) {
  const { t } = useTranslation();
  const ofTable = wanted && kind === "TABLE";
  const table = useQuery({ ...tableThenOptions(entityId, seq), enabled: ofTable });
  const ofColumn = wanted && kind === "COLUMN" && tableId !== null;
  const columns = useQuery({ ...columnsThenOptions(tableId ?? "", seq), enabled: ofColumn });
  const hasFailed = table.isLoadingError || columns.isLoadingError;
  return {
    isPending: (ofTable && table.isPending) || (ofColumn && columns.isPending),
    facts: hasFailed ? unread(t("changes.unread")) : (table.data ?? columns.data?.find(({ id }) => id === entityId)),
  };
}
