import "../tables.css";
import { Popover, TextInput, Tooltip, UnstyledButton } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";
import { useThere } from "~/shared/hooks/useThere";
import { tellFailure } from "~/shared/ui/Toast";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { isConflict } from "../model/overlap";
import { ConflictChoice } from "./ConflictChoice";
import { useDraft } from "./useDraft";

interface Props {
  text: string;
  /** The version of the table that has this text. */
  version: number;
  label: string;
  placeholder: string;
  mayEdit: boolean;
  onSave: (text: string, over?: number) => Promise<unknown>;
}

/**
 * A text that becomes a field when it is clicked or Enter is pressed on it; Enter saves, Escape does not. What was
 * typed shows at once; when the server refuses it the field is there again with why.
 */
export function EditableText({ text, version, label, placeholder, mayEdit, onSave }: Props) {
  const { typed, isChanged, type, end, over, theirs, rebase } = useDraft(text, version);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<{ message: string; focus: boolean; error: unknown }>();
  const conflict = isConflict(problem?.error) && theirs !== undefined ? problem.error : undefined;
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  // Who ended it by a key goes on from there; who went elsewhere is there already.
  const back = useRef(false);
  const there = useThere();
  const open = typed !== undefined && !saving;
  useEffect(() => {
    if (!open && back.current) button.current?.focus();
    back.current = false;
  }, [open]);
  if (!mayEdit) return <>{text}</>;

  async function save(insist = true) {
    if (!isChanged) return leave();
    setSaving(true);
    setProblem(undefined);
    try {
      await onSave((typed ?? "").trim(), insist ? over : undefined);
      end();
    } catch (error) {
      // Where it is no longer shown it is told all the same.
      if (!there.current) return tellFailure(error);
      const message = Object.values(problemsByPath(error))[0] ?? messageOf(error);
      // Nobody is pulled away from where he went meanwhile.
      const focus = [button.current, document.body].includes(document.activeElement as HTMLElement);
      setProblem({ message, focus, error });
    } finally {
      setSaving(false);
    }
  }
  function leave() {
    setProblem(undefined);
    end();
  }

  if (!open) {
    const shown = typed?.trim() ?? text;
    return (
      <UnstyledButton
        ref={button}
        className="editable"
        aria-label={shown ? `${label}: ${shown}` : label}
        aria-busy={saving}
        title={shown}
        onClick={() => !saving && type(text)}
      >
        {shown || <span className="editable-hint">{placeholder}</span>}
      </UnstyledButton>
    );
  }
  const guard = <UnsavedGuard isDirty={() => isChanged} />;
  const field = (
    <TextInput
      size="xs"
      autoFocus={problem?.focus ?? true}
      aria-label={label}
      aria-errormessage={problem && !conflict ? id : undefined}
      error={Boolean(problem)}
      value={typed}
      onChange={(event) => {
        if (!conflict) setProblem(undefined);
        type(event.currentTarget.value);
      }}
      onBlur={() => !problem && void save()}
      onKeyDown={(event) => {
        back.current = event.key === "Enter" || event.key === "Escape";
        if (event.key === "Enter") void save();
        if (event.key === "Escape") leave();
      }}
    />
  );
  // Below the field, over whatever is there: a row has no room for it.
  if (conflict) {
    return (
      <Popover opened position="bottom-start" width={360} withRoles={false}>
        {guard}
        <Popover.Target>{field}</Popover.Target>
        <Popover.Dropdown p={0}>
          <ConflictChoice
            by={conflict.by}
            theirs={theirs ?? ""}
            onMine={() => {
              rebase();
              void save(false);
            }}
            onTheirs={leave}
          />
        </Popover.Dropdown>
      </Popover>
    );
  }
  return (
    <>
      {guard}
      <Tooltip
        label={
          <span id={id} role="alert">
            {problem?.message}
          </span>
        }
        opened={Boolean(problem)}
        color="red.9"
        position="bottom-start"
        multiline
        maw={360}
      >
        {field}
      </Tooltip>
    </>
  );
}
