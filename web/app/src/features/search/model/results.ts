import type { NavigateOptions } from "@tanstack/react-router";
import type { SearchQuery, SourceKind, TableKind } from "~/shared/graphql/generated/graphql";
import type { Seen } from "~/shared/model/seen";

export type Found = SearchQuery["search"]["nodes"][number];

/** One line of what was found, seen before, or can be gone to. */
export interface Line {
  key: string;
  title: string;
  /** What kind of thing it is. */
  kind:
    | { of: "table"; table?: TableKind }
    | { of: "column"; type: string }
    | { of: "source"; source?: SourceKind }
    | { of: "page" | "action" }
    /** The page that has all results. */
    | { of: "all" };
  /** Where it is: a column's table, a table's source. */
  where: string[];
  description?: string | null;
  link: NavigateOptions;
}

export function lineOf(found: Found): Line {
  switch (found.__typename) {
    case "Table":
      return {
        key: found.id,
        title: found.qualifiedName,
        kind: { of: "table", table: found.kind },
        where: found.source ? [found.source.name] : [],
        description: found.description,
        link: { to: "/tables/$id", params: { id: found.id } },
      };
    case "Column":
      return {
        key: found.id,
        title: found.name,
        kind: { of: "column", type: found.dataType },
        where: [...(found.table.source ? [found.table.source.name] : []), found.table.qualifiedName],
        description: found.description,
        link: { to: "/tables/$id", params: { id: found.table.id }, search: { q: found.name } },
      };
    case "Source":
      return {
        key: found.id,
        title: found.name,
        kind: { of: "source", source: found.sourceKind },
        where: [],
        description: found.description,
        link: { to: "/sources", search: { edit: found.id } },
      };
  }
}

/** What was looked at before. Lineage is always that of something. */
export function lineOfSeen({ kind, id, name }: Seen): Line | undefined {
  const line = { key: `${kind} ${id}`, title: name, where: [] };
  if (kind === "table") return { ...line, kind: { of: "table" }, link: { to: "/tables/$id", params: { id } } };
  if (kind === "source") return { ...line, kind: { of: "source" }, link: { to: "/sources", search: { edit: id } } };
  return undefined;
}
