import { Box, Loader, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import { keys } from "~/shared/graphql/keys";
import { nameOptions } from "~/shared/graphql/tableName";
import { useMakeTable } from "~/shared/hooks/useMakeTable";
import { useTableOffers } from "~/shared/hooks/useTableOffers";
import { atSource, type BoundTable, hasWords, labelOf, type Offer } from "~/shared/model/tableOffers";
import { MakingTable } from "./MakingTable";

const TABLES_NAMED = graphql(`
  query TablesNamed($filter: TableFilter!) {
    tables(filter: $filter, first: 30) {
      nodes { id qualifiedName kind externalSchema externalName source { id name } }
      totalCount { value exact }
    }
  }
`);

const namedOptions = (text: string) =>
  queryOptions({
    queryKey: keys.tablesNamed(text),
    queryFn: () => ask(TABLES_NAMED, { filter: text ? { text } : {} }),
    placeholderData: (before) => before,
  });

interface Props {
  label: string;
  /** The id of the table that is chosen. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** Ids that cannot be chosen. */
  without?: readonly string[];
  /** The table that one is looked for beside: what is not in the catalog can then be brought in, from its source first. */
  beside?: string;
  autoFocus?: boolean;
  error?: string;
}

/** Under which value an offer stands among the tables. */
const offerKey = (offer: Offer) =>
  JSON.stringify(offer.how === "write" ? [offer.name] : [offer.source.id, offer.schema, offer.name]);

/** A table, found by typing a part of its name; what is not there yet is fetched or written on the spot. */
export function TablePicker({ label, value, onChange, without = [], beside, autoFocus, error }: Props) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState("");
  const answer = useQuery(nameOptions(value ?? "")).data;
  const chosen = answer?.table;
  // The field holds the name of what was chosen, which is no question.
  const asked = typed === chosen?.qualifiedName ? "" : typed.trim();
  const [text] = useDebouncedValue(asked, 150);
  const named = useQuery(namedOptions(text));
  const isLate = text !== asked || named.isPlaceholderData;
  const answered: readonly BoundTable[] = named.data?.tables.nodes ?? [];
  // What was found for an earlier text is shown as far as it fits this one.
  const found = isLate ? answered.filter(({ qualifiedName }) => hasWords(qualifiedName, asked)) : answered;
  const total = isLate ? undefined : named.data?.tables.totalCount;
  const rest = total && total.value > found.length;
  const near = useQuery(nameOptions(beside ?? "")).data?.table;
  const isWanted = beside !== undefined && value === undefined;
  const { offers, bound } = useTableOffers(isWanted, asked, text, near?.source?.id, found);
  const first = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen] : [];
  const tables = [...first, ...found, ...bound].filter(({ id }) => !without.includes(id));
  const byId = new Map(tables.map((table) => [table.id, table]));
  const calledAt = new Map(bound.map((table) => [table.id, atSource(table)]));
  const byValue = new Map(offers.map((offer) => [offerKey(offer), offer]));
  const { making, cancel } = useMakeTable(onChange, without);
  // A table that was made here may be taken back, which leaves nothing chosen.
  const seen = useRef<string>(undefined);
  const onAnswer = useEffectEvent((told: typeof answer) => {
    if (told?.table) seen.current = told.table.id;
    else if (told && value && value === seen.current) onChange(undefined);
  });
  useEffect(() => onAnswer(answer), [answer]);
  const [listed, setListed] = useState(false);
  /** Enter takes what stands first, unless an arrow key has chosen in the list. */
  function takeFirst(event: KeyboardEvent<HTMLInputElement>) {
    const one = found.find(({ id }) => !without.includes(id));
    if (event.key !== "Enter" || !listed || !asked || isLate || !one) return;
    if (event.currentTarget.hasAttribute("aria-activedescendant")) return;
    event.preventDefault();
    setListed(false);
    setTyped(one.qualifiedName);
    onChange(one.id);
  }
  const wordsOf = (offer: Offer) => {
    if (offer.how === "write") return t("table.make.write", { name: offer.name });
    if (offer.typed) return t("table.make.fetch", { name: offer.name, source: offer.source.name });
    return labelOf(offer);
  };
  return (
    <Box>
      <Select
        label={label}
        placeholder={t("tables.search")}
        searchable
        clearable
        autoFocus={autoFocus}
        data-autofocus={autoFocus || undefined}
        error={error}
        spellCheck={false}
        // The list itself scrolls, which belongs to the field: another element that does would have to take the focus.
        withScrollArea={false}
        styles={{ options: { maxHeight: 320, overflowY: "auto" } }}
        nothingFoundMessage={t("tables.noMatch")}
        clearButtonProps={{ "aria-label": t("picker.clear", { label }) }}
        data={[
          ...tables.map(({ id, qualifiedName }) => ({ value: id, label: qualifiedName })),
          // What is not listed is told, at the end of what is.
          ...(rest
            ? [
                {
                  value: "",
                  disabled: true,
                  label: t("picker.first", {
                    shown: found.length.toLocaleString(i18n.language),
                    number: `${total.value.toLocaleString(i18n.language)}${total.exact ? "" : "+"}`,
                  }),
                },
              ]
            : []),
          ...(offers.length > 0
            ? [
                {
                  group: t("table.make.group"),
                  items: [...byValue].map(([value, offer]) => ({ value, label: wordsOf(offer) })),
                },
              ]
            : []),
        ]}
        filter={({ options }) => options}
        value={value ?? null}
        onChange={(chosen) => {
          const offer = byValue.get(chosen ?? "");
          if (offer) making.mutate(offer);
          else onChange(chosen ?? undefined);
        }}
        disabled={making.isPending}
        rightSection={making.isPending ? <Loader size="xs" /> : undefined}
        searchValue={typed}
        onSearchChange={setTyped}
        dropdownOpened={listed}
        onDropdownOpen={() => setListed(true)}
        onDropdownClose={() => setListed(false)}
        onKeyDown={takeFirst}
        renderOption={({ option }) => {
          const table = byId.get(option.value);
          const offer = byValue.get(option.value);
          return (
            <span>
              <Text span size="sm" fw={table || offer ? 600 : undefined}>
                {option.label}
              </Text>
              {table && (
                <Text span size="xs" c="dimmed" ml={8}>
                  {[t(`tableKind.${table.kind}`), table.source?.name, calledAt.get(table.id)]
                    .filter(Boolean)
                    .join(" · ")}
                </Text>
              )}
              {offer?.how === "fetch" && !offer.typed && (
                <Text span size="xs" c="dimmed" ml={8}>
                  {t("table.make.from", { source: offer.source.name })}
                </Text>
              )}
            </span>
          );
        }}
      />
      {making.variables && (making.isPending || making.isError) && (
        <MakingTable offer={making.variables} error={making.error} onMake={making.mutate} onCancel={cancel} />
      )}
    </Box>
  );
}
