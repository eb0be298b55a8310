import { skipToken, useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { ChangesQuery } from "~/shared/graphql/generated/graphql";
import { keyColumns, sourceIds, type Words } from "~/shared/model/difference";
import { columnNamesOptions, sourceNameOptions, tableThenOptions } from "../api/details";
import { sidesUnsaid, withFacts } from "../model/overrides";

export type Changed = NonNullable<ChangesQuery["changeset"]>["changes"]["nodes"][number];

/**
 * What a change did, with the names of what it speaks of and what the source said where people wrote over it. `isWhole`
 * once all of that is there.
 */
export function useChangeWords(change: Changed, seq: number, names: ReadonlyMap<string, string>) {
  const { t, i18n } = useTranslation();
  const { entityId, kind, operation, tableId, fields } = change;
  const unnamed = keyColumns(fields).some((column) => !names.has(column));
  const columns = useQuery({ ...columnNamesOptions(entityId), enabled: unnamed });
  const sources = useQueries({
    queries: sourceIds(fields).map(sourceNameOptions),
    combine: (all) => ({
      isLoading: all.some(({ isLoading }) => isLoading),
      names: all.map(({ data }) => data ?? t("changes.goneSource")),
    }),
  });

  const table = kind === "TABLE" ? entityId : kind === "COLUMN" ? tableId : null;
  const unsaid = table !== null && operation === "UPDATED" ? sidesUnsaid(fields) : undefined;
  const before = useThen(unsaid?.before ? table : null, seq - 1);
  const after = useThen(unsaid?.after ? table : null, seq);
  const factsOf = (then: ReturnType<typeof useThen>["data"]) =>
    kind === "TABLE" ? (then ?? undefined) : then?.columns.nodes.find(({ id }) => id === entityId);

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
    isWhole: !sources.isLoading && !before.isLoading && !after.isLoading,
    fields: withFacts(fields, factsOf(before.data), factsOf(after.data)),
    words,
  };
}

function useThen(table: string | null, seq: number) {
  const options = tableThenOptions(table ?? "", seq);
  return useQuery(table === null ? { ...options, queryFn: skipToken } : options);
}
