import { TagsInput } from "@mantine/core";
import { useRef, useState } from "react";
import { messageOf, problemsByPath } from "~/shared/graphql/errors";
import { mergedTags } from "../model/overlap";
import { SavedMark, useSavedMark } from "./SavedMark";

interface Props {
  label: string;
  tags: string[];
  mayEdit: boolean;
  onSave: (tags: string[]) => Promise<unknown>;
}

/** Tags that are saved as they are put and taken; they show at once, and stay with why where they are refused. */
export function SavedTags({ label, tags, mayEdit, onSave }: Props) {
  const [draft, setDraft] = useState<string[]>();
  const [done, mark] = useSavedMark();
  const [problem, setProblem] = useState<string>();
  const last = useRef<string[]>(undefined);
  // What was there when one began: a refused list stays, and others go on meanwhile.
  const base = useRef(tags);
  async function save(put: string[]) {
    if (!draft) base.current = tags;
    const next = mergedTags(base.current, draft ?? tags, put, tags);
    last.current = next;
    setDraft(next);
    setProblem(undefined);
    try {
      await onSave(next);
      mark();
      // More may have been put meanwhile.
      if (last.current === next) setDraft(undefined);
    } catch (error) {
      setProblem(Object.values(problemsByPath(error))[0] ?? messageOf(error));
    }
  }
  return (
    <TagsInput
      label={
        <>
          {label}
          <SavedMark shown={done} />
        </>
      }
      aria-label={label}
      readOnly={!mayEdit}
      value={draft ?? tags}
      error={problem}
      onChange={(next) => mayEdit && void save(next)}
    />
  );
}
