import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "~/shared/ui/Choice";
import { entityOptions, findOptions } from "../api/documents";

interface Props {
  id: string | undefined;
  onChoose: (id: string | undefined) => void;
}

/** The one thing whose changes are shown: a table with its columns, a column or a data source. */
export function EntityPicker({ id, onChoose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({ ...findOptions(text), enabled: text !== "" }).data?.search.nodes ?? [];
  const known = useQuery({ ...entityOptions(id ?? ""), enabled: id !== undefined }).data;
  const options = new Map<string, string>();
  for (const one of found) {
    if (one.__typename === "Table") options.set(one.id, one.qualifiedName);
    else if (one.__typename === "Column") options.set(one.id, `${one.table.qualifiedName} · ${one.name}`);
    else options.set(one.id, `${one.sourceName} (${t("entity.SOURCE")})`);
  }
  if (id && !options.has(id)) {
    // Before that is known, or when it could not be read, nothing is said of it.
    options.set(id, known ? (known.table?.qualifiedName ?? known.source?.name ?? t("changes.oneThing")) : "…");
  }
  return (
    <Choice
      label={t("changes.entity")}
      placeholder={t("changes.anyEntity")}
      searchable
      className="filter-wide"
      data={[...options].map(([value, label]) => ({ value, label }))}
      // What was found is found by more than its name.
      filter={({ options }) => options}
      nothingFoundMessage={text === "" ? t("changes.typeEntity") : t("changes.noEntity")}
      value={id ?? null}
      onSearchChange={setTyped}
      onChange={(value) => onChoose(value ?? undefined)}
    />
  );
}
