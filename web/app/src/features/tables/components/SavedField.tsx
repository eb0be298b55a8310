import { TextInput } from "@mantine/core";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";
import { useThere } from "~/shared/hooks/useThere";
import { tellFailure } from "~/shared/ui/Toast";
import { UnsavedGuard } from "~/shared/ui/UnsavedGuard";
import { isConflict } from "../model/overlap";
import { ConflictChoice } from "./ConflictChoice";
import { SavedMark, useSavedMark } from "./SavedMark";
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
  const { typed, isChanged, type, end, over, theirs, rebase } = useDraft(value, version);
  const there = useThere();
  const saving = useRef(false);
  const [done, mark] = useSavedMark();
  const [error, setError] = useState<unknown>();
  const problem = error ? (problemsByPath(error)[field] ?? messageOf(error)) : undefined;
  const conflict = isConflict(error) && theirs !== undefined ? error : undefined;
  async function save() {
    const next = (typed ?? "").trim();
    if (!isChanged || (required && next === "")) return reset();
    setError(undefined);
    saving.current = true;
    try {
      await onSave(next, over);
      end();
      mark();
    } catch (reason) {
      // Where it is no longer shown it is told all the same.
      if (there.current) setError(reason);
      else tellFailure(reason);
    } finally {
      saving.current = false;
    }
  }
  // Going elsewhere leaves it too, without the browser's saying so.
  const onGone = useEffectEvent(() => {
    if (mayEdit && isChanged && !saving.current && !error) void save();
  });
  useEffect(() => () => onGone(), []);
  function keepMine() {
    rebase();
    setError(undefined);
    void onSave((typed ?? "").trim()).then(() => {
      end();
      mark();
    }, setError);
  }
  function reset() {
    end();
    setError(undefined);
  }
  return (
    <div>
      <TextInput
        label={
          <>
            {label}
            <SavedMark shown={done} />
          </>
        }
        aria-label={label}
        readOnly={!mayEdit}
        value={typed ?? value}
        error={conflict ? true : problem}
        onChange={(event) => {
          type(event.currentTarget.value);
          if (!conflict) setError(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") reset();
        }}
        // A conflict is decided below, not by going there.
        onBlur={() => mayEdit && !conflict && void save()}
      />
      {conflict && <ConflictChoice by={conflict.by} theirs={theirs ?? ""} onMine={keepMine} onTheirs={reset} />}
      <UnsavedGuard isDirty={() => isChanged && Boolean(error)} />
    </div>
  );
}
