import { TextInput, UnstyledButton } from "@mantine/core";
import { useState } from "react";

interface Props {
  text: string;
  label: string;
  placeholder: string;
  mayEdit: boolean;
  onSave: (text: string) => void;
}

/** A text that becomes a field when it is clicked or Enter is pressed on it; Enter saves, Escape does not. */
export function EditableText({ text, label, placeholder, mayEdit, onSave }: Props) {
  const [draft, setDraft] = useState<string>();
  if (!mayEdit) return <>{text}</>;
  if (draft === undefined) {
    return (
      <UnstyledButton
        className="editable"
        aria-label={text ? `${label}: ${text}` : label}
        title={text}
        onClick={() => setDraft(text)}
      >
        {text || <span className="editable-hint">{placeholder}</span>}
      </UnstyledButton>
    );
  }
  const end = (save: boolean) => {
    setDraft(undefined);
    if (save && draft.trim() !== text) onSave(draft.trim());
  };
  return (
    <TextInput
      size="xs"
      autoFocus
      aria-label={label}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => end(true)}
      onKeyDown={(event) => {
        if (event.key === "Enter") end(true);
        if (event.key === "Escape") end(false);
      }}
    />
  );
}
