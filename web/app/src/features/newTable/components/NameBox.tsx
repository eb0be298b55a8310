import "../newTable.css";
import { Autocomplete, Button, Paper, Select, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { suggestionsOptions } from "~/shared/graphql/choices";
import { names } from "../model/names";
import { NO_SOURCE } from "../model/search";

interface Props {
  /** The sources to choose from; undefined before they are known. */
  choices: readonly { id: string; name: string }[] | undefined;
  /** The id of a source, `none`, or undefined while nobody chose. */
  source: string | undefined;
  /** What stands in the field of the name. */
  text: string;
  onText: (text: string) => void;
  onSource: (source: string) => void;
  onNames: (names: { schema?: string; name: string }[]) => void;
  /** Whether nothing was begun yet. */
  fresh: boolean;
}

/** Where the tables are and what they are called; names are completed live from the source. */
export function NameBox({ choices, source, text, onText: setText, onSource, onNames, fresh }: Props) {
  const { t } = useTranslation();
  const sourceId = source === NO_SOURCE ? undefined : source;
  const [missing, setMissing] = useState(false);
  // What is suggested for a name is of no use any more once the name is asked for.
  const [listed, setListed] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const [asked] = useDebouncedValue(text.trim(), 200);
  const suggestions = useQuery({
    ...suggestionsOptions(sourceId ?? "", asked),
    enabled: Boolean(sourceId),
    placeholderData: (before) => before,
  });
  const found = suggestions.data?.suggestTables ?? [];
  const several = names(text).length > 1;
  const label = (name: { schema?: string | null; name: string }) => [name.schema, name.name].filter(Boolean).join(".");
  const options = [...new Set(found.map(label))];

  function begin(typed: string) {
    const wanted = names(typed);
    setListed(false);
    if (wanted.length === 0 || !choices) return;
    // Of several sources none is guessed.
    if (!source) return setMissing(true);
    // A name that was chosen is taken as the source tells it, schema and name apart.
    onNames(wanted.map((name) => chosen(name) ?? { name }));
    // One name stays to be mended; of several each has its line below.
    if (wanted.length > 1) setText("");
  }
  function chosen(name: string) {
    const one = found.find((suggestion) => label(suggestion) === name && suggestion.schema);
    return one && { schema: one.schema ?? undefined, name: one.name };
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    begin(text);
  }

  return (
    <Paper withBorder p="md" component="form" onSubmit={submit}>
      <div className="name-box">
        <Select
          label={t("newTable.source")}
          allowDeselect={false}
          searchable
          placeholder={choices && t("newTable.chooseSource")}
          error={missing && !source && t("newTable.sourceMissing")}
          data={[
            ...(choices ?? []).map(({ id, name }) => ({ value: id, label: name })),
            { value: NO_SOURCE, label: t("newTable.noSource") },
          ]}
          value={source ?? null}
          onChange={(value) => {
            if (!value) return;
            onSource(value);
            // The name is what one types next.
            field.current?.focus();
          }}
        />
        <Autocomplete
          ref={field}
          label={t("newTable.name")}
          placeholder={t(source === NO_SOURCE ? "newTable.manualHint" : "newTable.nameHint")}
          autoFocus={fresh}
          spellCheck={false}
          data={sourceId && !several ? options : []}
          filter={({ options }) => options}
          limit={20}
          dropdownOpened={listed}
          onDropdownOpen={() => setListed(true)}
          onDropdownClose={() => setListed(false)}
          value={text}
          onChange={setText}
          onPaste={(event) => {
            const clip = event.clipboardData.getData("text");
            if (names(clip).length > 1) {
              // A field has one line: the lines become names between commas.
              event.preventDefault();
              setText(names(`${text}\n${clip}`).join(", "));
            }
          }}
        />
        <Button type="submit" disabled={names(text).length === 0 || !choices}>
          {source === NO_SOURCE
            ? t("newTable.write")
            : several
              ? t("newTable.fetchAll", { count: names(text).length })
              : t("newTable.fetch")}
        </Button>
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        {t(source !== NO_SOURCE ? "newTable.help" : choices?.length ? "newTable.helpManual" : "newTable.helpNoSources")}
      </Text>
    </Paper>
  );
}
