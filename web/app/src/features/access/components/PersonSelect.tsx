import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "~/shared/ui/Choice";
import { peopleNamedOptions, personOptions } from "../api/people";

interface Props {
  label: string;
  width: number;
  value: string | undefined;
  /** What he is called who is chosen, where that is known and he may be none of the people. */
  name?: string;
  onChange: (id: string | undefined) => void;
}

/** One of the people, found by typing a part of a name. */
export function PersonSelect({ label, width, value, name, onChange }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const chosen = useQuery({ ...personOptions(value ?? ""), enabled: value !== undefined && !name }).data?.person;
  const called = name ?? chosen?.name ?? value;
  // The field holds the name of whoever was chosen, which is no question.
  const [text] = useDebouncedValue(typed === called ? "" : typed.trim(), 200);
  const found = useQuery(peopleNamedOptions(text)).data?.people.nodes ?? [];
  const data = found.map((person) => ({ value: person.id, label: person.name }));
  if (value && !found.some(({ id }) => id === value)) data.unshift({ value, label: called ?? value });
  return (
    <Choice
      label={label}
      placeholder={t("access.anybody")}
      searchable
      w={width}
      data={data}
      // Who was found by the name to sign in with does not have it in his own.
      filter={({ options }) => options}
      value={value ?? null}
      searchValue={typed}
      onSearchChange={setTyped}
      onChange={(id) => onChange(id ?? undefined)}
    />
  );
}
