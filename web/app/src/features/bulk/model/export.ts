import type { Direction, TableFilter } from "~/shared/graphql/generated/graphql";
import type { FileEnding } from "./file";

/** What is exported; without anything the whole catalog. */
export interface ExportScope {
  /** Ids of tables, or the tables and columns that one looks from. */
  tables?: readonly string[];
  lineage?: { of: readonly string[]; direction: Direction; depth: number | null };
  /** What of the tables: a source of it is a scope by itself. */
  filter?: TableFilter;
}

/** Where a scope is offered: what lies beside it can be taken too. */
export type ScopeName = "all" | "source" | "filtered" | "tables" | "lineage";

/** The scopes that can be chosen from, the closest first. */
export function scopesOf({ tables, lineage, filter = {} }: ExportScope): ScopeName[] {
  const others = Object.keys(filter).filter((key) => key !== "sourceId");
  return [
    ...(tables ? (["tables"] as const) : []),
    ...(lineage ? (["lineage"] as const) : []),
    ...(others.length > 0 ? (["filtered"] as const) : []),
    ...(filter.sourceId ? (["source"] as const) : []),
    "all",
  ];
}

/** A point of history: a time or the seq of a changeset. */
export type Point = string;

/** The address of an export; `fetched` is with all that fetches found out, as a restore needs. */
export function exportAddress(
  format: FileEnding,
  scope: ScopeName,
  given: ExportScope,
  at?: Point,
  fetched = false,
): string {
  const query = new URLSearchParams();
  const { tables, lineage, filter = {} } = given;
  if (scope === "tables" && tables) query.set("tableIds", tables.join(","));
  if (scope === "lineage" && lineage) {
    query.set("lineageOf", lineage.of.join(","));
    query.set("direction", lineage.direction);
    if (lineage.depth !== null) query.set("depth", String(lineage.depth));
  }
  if ((scope === "source" || scope === "filtered") && filter.sourceId) query.set("sourceId", String(filter.sourceId));
  if (scope === "filtered") {
    const { text, bound, kinds, tags, owner, hasLineage } = filter;
    if (text) query.set("text", text);
    if (typeof bound === "boolean") query.set("bound", String(bound));
    if (kinds?.length) query.set("kinds", kinds.join(","));
    if (tags?.length) query.set("tags", tags.join(","));
    if (owner) query.set("owner", owner);
    if (typeof hasLineage === "boolean") query.set("hasLineage", String(hasLineage));
  }
  if (fetched) query.set("fetched", "true");
  if (at) query.set(/^\d+$/u.test(at) ? "seq" : "at", at);
  const text = query.toString();
  return `/export/catalog.${format}${text && `?${text}`}`;
}
