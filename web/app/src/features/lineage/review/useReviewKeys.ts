import { useHotkeys } from "@mantine/hooks";
import { type RefObject, useEffect, useRef } from "react";
import { meant, moved } from "../model/review";

interface Props {
  list: RefObject<HTMLElement | null>;
  ids: readonly string[];
  chosen: ReadonlySet<string>;
  at: number;
  setAt: (at: number) => void;
  /** Whether the keys decide: not for viewers, nor while something is being decided. */
  active: boolean;
  choose: (id: string) => void;
  approve: (ids: string[]) => void;
  reject: (ids: string[]) => void;
}

/** Goes through the list and decides without the mouse. What is typed into a field is no key of the list. */
export function useReviewKeys({ list, ids, chosen, at, setAt, active, ...on }: Props): void {
  // What was decided on goes from the list, and the keyboard with it unless it is taken to what comes next.
  const decidedIn = useRef<readonly string[]>(undefined);
  const go = (by: number) => {
    const to = moved(at, by, ids.length);
    setAt(to);
    focusOn(list.current, to);
  };
  const decide = (how: (ids: string[]) => void) => {
    const about = meant(ids, { chosen, at });
    if (!active || about.length === 0) return;
    decidedIn.current = ids;
    how(about);
  };
  useHotkeys([
    ["j", () => go(document.activeElement?.closest(".proposal") ? 1 : 0)],
    ["k", () => go(-1)],
    [
      "x",
      () => {
        const id = ids[at];
        if (active && id !== undefined) on.choose(id);
      },
    ],
    ["a", () => decide(on.approve)],
    ["r", () => decide(on.reject)],
  ]);
  useEffect(() => {
    if (!decidedIn.current || decidedIn.current === ids) return;
    decidedIn.current = undefined;
    const to = moved(at, 0, ids.length);
    setAt(to);
    focusOn(list.current, to);
  }, [list, ids, at, setAt]);
}

function focusOn(list: HTMLElement | null, at: number): void {
  list?.querySelectorAll<HTMLElement>(".proposal")[at]?.focus();
}
