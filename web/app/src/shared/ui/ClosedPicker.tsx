import { ComboboxChevron, InputBase, type InputBaseProps, type MantineStyleProps } from "@mantine/core";
import { type KeyboardEvent, startTransition, useState } from "react";

/** How a picker was opened. */
export interface Opening {
  /** Whether its list is asked for, not only the focus. */
  list: boolean;
  typed: string;
}

/**
 * What a picker was opened with, and whether it was opened or was `needed` at any time, after which it does not go back
 * to the closed one. The closed one stays until the open one is loaded, and what is typed meanwhile is kept.
 */
export function useOpening(needed: boolean) {
  const [opening, setOpening] = useState<Opening>();
  const [wasNeeded, setWasNeeded] = useState(needed);
  if (needed && !wasNeeded) setWasNeeded(true);
  const open = (list: boolean, typed = "") =>
    startTransition(() =>
      setOpening((before) => ({ list: list || !!before?.list, typed: (before?.typed ?? "") + typed })),
    );
  return { opening, isOpen: !!opening || wasNeeded, open, forget: () => setOpening(undefined) };
}

interface Props extends Pick<MantineStyleProps, "w" | "flex" | "miw">, Pick<InputBaseProps, "size" | "className"> {
  label: string;
  placeholder?: string;
  /** What is chosen, in words. */
  text?: string;
  searchable?: boolean;
  disabled?: boolean;
  /** Loads the open one ahead of its need. */
  onNear: () => void;
  onOpen: (list: boolean, typed?: string) => void;
  onLeave: () => void;
}

/** Keys that open a list. */
const OPENING = new Set(["Enter", " ", "ArrowDown", "ArrowUp"]);

/** Whether a key writes a character; with AltGr some do that look like shortcuts. */
function isWriting(event: KeyboardEvent) {
  const shortcut = event.ctrlKey || event.metaKey || event.altKey;
  return event.key.length === 1 && (!shortcut || event.getModifierState("AltGraph"));
}

/** A picker as it looks until somebody wants to choose: its list, and all that lists need, is loaded then. */
export function ClosedPicker({ label, searchable, text, onNear, onOpen, onLeave, ...look }: Props) {
  function onKeyDown(event: KeyboardEvent) {
    // What an input method composes goes to the open one, which is there before it is done.
    const typed = searchable && isWriting(event) ? event.key : "";
    if (!typed && !OPENING.has(event.key)) return;
    event.preventDefault();
    onOpen(true, typed);
  }
  return (
    <InputBase
      role="combobox"
      aria-label={label}
      aria-haspopup="listbox"
      aria-expanded={false}
      readOnly
      pointer={!searchable}
      value={text ?? ""}
      rightSection={<ComboboxChevron size="sm" />}
      rightSectionPointerEvents="none"
      onPointerEnter={onNear}
      onFocus={onNear}
      onClick={() => onOpen(true)}
      // Who comes by Tab may be about to compose a word.
      onKeyUp={(event) => event.key === "Tab" && onOpen(!!searchable)}
      onKeyDown={onKeyDown}
      onPaste={(event) => searchable && onOpen(true, event.clipboardData.getData("text"))}
      onBlur={onLeave}
      {...look}
    />
  );
}
