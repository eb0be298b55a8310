import { useQuery } from "@tanstack/react-query";
import { meOptions, useMayEdit } from "~/shared/graphql/me";
import type { Viewer } from "../model/claims";

/** Whoever looks, as an actor of the catalog. */
export function useViewer(): Viewer {
  const mayEdit = useMayEdit();
  const me = useQuery(meOptions).data?.me;
  return { id: me?.id ?? "", kind: me?.kind ?? "PERSON", mayEdit };
}
