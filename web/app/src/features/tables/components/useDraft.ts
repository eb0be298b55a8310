import { useState } from "react";

interface Draft {
  typed: string;
  /** What stood there, in which version of the table, when it was begun. */
  text: string;
  version: number;
}

/** A text that is being rewritten while the table may be loaded anew. */
export function useDraft(text: string, version: number) {
  const [draft, setDraft] = useState<Draft>();
  return {
    typed: draft?.typed,
    isChanged: draft !== undefined && draft.typed.trim() !== draft.text,
    type: (typed: string) => setDraft((before) => ({ text, version, ...before, typed })),
    end: () => setDraft(undefined),
    /**
     * The version to save it over where somebody else rewrote this very text meanwhile: the one that was begun with,
     * so that the server refuses. What else changed in the table does not stand against it.
     */
    over: draft && draft.text !== text ? draft.version : undefined,
    /** What somebody else made of it meanwhile. */
    theirs: draft && draft.text !== text ? text : undefined,
    /** Keeps what was typed, over what somebody else wrote. */
    rebase: () => setDraft((before) => before && { ...before, text, version }),
  };
}
