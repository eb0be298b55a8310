import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { meOptions } from "~/shared/graphql/me";
import { parseSeen, type Seen, without, withSeen } from "~/shared/model/seen";

const listeners = new Set<() => void>();

/** Another person, or the catalog of another server at this address, has a list of their own. */
function useKey(): string | undefined {
  const { data } = useQuery(meOptions);
  return data?.me ? `ariadne-seen ${data.server.catalog} ${data.me.id}` : undefined;
}

/** What this person looked at in this browser, newest first. */
export function useSeen(): Seen[] {
  const key = useKey();
  const text = useSyncExternalStore(
    follow,
    useCallback(() => read(key), [key]),
  );
  return useMemo(() => parseSeen(text), [text]);
}

/** Remembers what is shown under its name; what turns out not to be there (null) is forgotten. */
export function useRemember(kind: Seen["kind"], id: string, name: string | null | undefined): void {
  const key = useKey();
  useEffect(() => {
    if (name === null) change(key, (list) => without(list, { kind, id }));
    else if (name !== undefined) change(key, (list) => withSeen(list, { kind, id, name }));
  }, [key, kind, id, name]);
}

function follow(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

function read(key: string | undefined): string | null {
  try {
    return key ? localStorage.getItem(key) : null;
  } catch {
    // A browser that keeps nothing has seen nothing.
    return null;
  }
}

function change(key: string | undefined, next: (list: Seen[]) => Seen[]): void {
  if (!key) return;
  try {
    localStorage.setItem(key, JSON.stringify(next(parseSeen(read(key)))));
  } catch {
    // Not remembered then.
  }
  for (const listener of listeners) listener();
}
