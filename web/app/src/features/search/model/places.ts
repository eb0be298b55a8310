import type { NavigateOptions } from "@tanstack/react-router";
import { wordsOf } from "./highlight";

/** A page, or something to do, that the search leads to. */
export interface Place {
  id: string;
  label: string;
  kind: "page" | "action";
  link: NavigateOptions;
}

/** The places whose label has every word that was typed: at the start of a word, or anywhere in Chinese. */
export function placesFor(places: readonly Place[], text: string): Place[] {
  const typed = wordsOf(text);
  if (typed.length === 0) return [];
  return places.filter(({ label }) => {
    const words = wordsOf(label);
    return typed.every((word) =>
      words.some((known) => known.startsWith(word) || (/\p{Script=Han}/u.test(word) && known.includes(word))),
    );
  });
}
