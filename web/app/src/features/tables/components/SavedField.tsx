import { TextInput } from "@mantine/core";
import { useState } from "react";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";
import { useDraft } from "./useDraft";

interface Props {
  label: string;
  value: string;
  /** The version of the table that has this value. */
  version: number;
  /** What the server calls the field: what it says of it is told here. */
  field: string;
  required?: boolean;
  mayEdit: boolean;
  onSave: (value: string, over?: number) => Promise<unknown>;
}

/** A field that saves itself when it is left or Enter is pressed; Escape takes back what was typed. */
export function SavedField({ label, value, version, field, required = false, mayEdit, onSave }: Props) {
  const { typed, isChanged, type, end, over } = useDraft(value, version);
  const [problem, setProblem] = useState<string>();
  async function save() {
    const next = (typed ?? "").trim();
    if (!isChanged || (required && next === "")) return reset();
    try {
      await onSave(next, over);
      end();
    } catch (error) {
      setProblem(problemsByPath(error)[field] ?? messageOf(error));
    }
  }
  function reset() {
    end();
    setProblem(undefined);
  }
  return (
    <TextInput
      label={label}
      readOnly={!mayEdit}
      value={typed ?? value}
      error={problem}
      onChange={(event) => {
        type(event.currentTarget.value);
        setProblem(undefined);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") reset();
      }}
      onBlur={() => mayEdit && void save()}
    />
  );
}
