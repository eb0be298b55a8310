import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useSeen } from "~/shared/hooks/useSeen";
import { bestOptions } from "../api/documents";
import { type Place, placesFor } from "../model/places";
import { type Found, type Line, lineOf, lineOfSeen } from "../model/results";

export interface Lines {
  name: "go" | "seen" | "found";
  lines: Line[];
}

/** The lines below the text, in groups: pages and actions at once, what the server found as it comes. */
export function groupsFor(places: readonly Place[], text: string, found: readonly Found[], seen: Line[]): Lines[] {
  const go: Line[] = (text === "" ? places : placesFor(places, text)).map(({ id, label, kind, link }) => ({
    key: id,
    title: label,
    kind: { of: kind },
    where: [],
    link,
  }));
  const groups: Lines[] =
    text === ""
      ? [
          { name: "seen", lines: seen },
          { name: "go", lines: go },
        ]
      : [
          { name: "go", lines: go },
          { name: "found", lines: found.length > 0 ? [...found.map(lineOf), allOf(text)] : [] },
        ];
  return groups.filter(({ lines }) => lines.length > 0);
}

function allOf(text: string): Line {
  return { key: "all", title: text, kind: { of: "all" }, where: [], link: { to: "/search", search: { q: text } } };
}

export function useLines(places: readonly Place[], typed: string, asked: string) {
  const best = useQuery(bestOptions(asked));
  const seen = useSeen();
  const found = typed === "" ? undefined : best.data?.search.nodes;
  const groups = useMemo(() => {
    const lines = seen.map(lineOfSeen).filter((line) => line !== undefined);
    return groupsFor(places, typed, found ?? [], lines);
  }, [places, typed, found, seen]);
  return {
    groups,
    error: best.isLoadingError ? best.error : null,
    retry: () => void best.refetch(),
    /** Whether what the server found is not yet of the text that is typed. */
    stale: typed !== "" && (typed !== asked || best.isPlaceholderData || best.isPending),
    nothing: typed !== "" && typed === asked && best.isSuccess && !best.isPlaceholderData && groups.length === 0,
  };
}
