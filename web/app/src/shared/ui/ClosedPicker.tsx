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

/** Keys that go past a picker. */
const PASSING = new Set(["Tab", "Shift", "Control", "Alt", "Meta", "Escape"]);

/** A picker as it looks until somebody wants to choose: its list, and all that lists need, is loaded then. */
export function ClosedPicker({ label, searchable, text, onNear, onOpen, onLeave, ...look }: Props) {
  function onKeyDown(event: KeyboardEvent) {
    if (PASSING.has(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    // What an input method composes goes to the open one, which is there before it is done.
    const typed = searchable && event.key.length === 1 ? event.key : "";
    if (typed || event.key === " " || event.key === "Enter" || event.key.startsWith("Arrow")) event.preventDefault();
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
      onBlur={onLeave}
      {...look}
    />
  );
}
