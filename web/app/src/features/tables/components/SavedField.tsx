import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";

interface Props {
  label: string;
  value: string;
  /** What the server calls the field: what it says of it is told here. */
  field: string;
  required?: boolean;
  mayEdit: boolean;
  onSave: (value: string) => Promise<unknown>;
}

/** A field that saves itself when it is left or Enter is pressed; Escape takes back what was typed. */
export function SavedField({ label, value, field, required = false, mayEdit, onSave }: Props) {
  const [draft, setDraft] = useState(value);
  const [problem, setProblem] = useState<string>();
  // Somebody else's, or what an undo brought back.
  useEffect(() => setDraft(value), [value]);
  function save() {
    const next = draft.trim();
    if (next === value || (required && next === "")) return reset();
    onSave(next).catch((error: unknown) => setProblem(problemsByPath(error)[field] ?? messageOf(error)));
  }
  function reset() {
    setDraft(value);
    setProblem(undefined);
  }
  return (
    <TextInput
      label={label}
      readOnly={!mayEdit}
      value={draft}
      error={problem}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        setProblem(undefined);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") reset();
      }}
      onBlur={() => mayEdit && save()}
    />
  );
}
