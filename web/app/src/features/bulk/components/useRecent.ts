import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { meOptions } from "~/shared/graphql/me";
import { parseRecent, type Recent, withRecent } from "../model/recent";

/** The imports that this person began in this browser and that the server still keeps. */
export function useRecent(): [Recent[], (one: Recent) => void] {
  const { data } = useQuery(meOptions);
  const key = data?.me ? `ariadne-imports ${data.server.catalog} ${data.me.id}` : undefined;
  const [, changed] = useState(0);
  const add = useCallback(
    (one: Recent) => {
      if (!key) return;
      try {
        localStorage.setItem(key, JSON.stringify(withRecent(read(key), one)));
      } catch {
        // Not remembered then.
      }
      changed((times) => times + 1);
    },
    [key],
  );
  return [read(key), add];
}

function read(key: string | undefined): Recent[] {
  try {
    return parseRecent(key ? localStorage.getItem(key) : null, Date.now());
  } catch {
    // A browser that keeps nothing began nothing.
    return [];
  }
}
