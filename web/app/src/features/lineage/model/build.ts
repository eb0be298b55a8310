import type { LineageLevel, LineageOrigin, LineageStatus, TableKind } from "~/shared/graphql/generated/graphql";
import { type CompactEdge, compactOf } from "~/shared/model/compact";
import { type Change, type Column, type Graph, GraphBuilder } from "./graph";

/** The answer of one walk; at the level of columns the tables come beside it. */
export interface Walked {
  lineage: { compact: unknown };
  tables?: { compact: unknown } | null;
}

interface EdgeThen {
  id: string;
  from: string;
  to: string;
  status: LineageStatus;
  origins: LineageOrigin[];
  derived: boolean;
}

/** What differs between two points of history. */
export interface Changes {
  edges: { before?: EdgeThen | null; after?: EdgeThen | null }[];
  removedNodes: {
    id: string;
    table: {
      id: string;
      name: string;
      schema?: string | null;
      kind: TableKind;
      source?: { id: string } | null;
    };
    column?: { id: string; path: string[] } | null;
  }[];
}

export interface Told {
  level: LineageLevel;
  /** The tables and columns that one looks from. */
  of: readonly string[];
  walks: readonly Walked[];
  /** Statuses that are shown. */
  statuses: readonly LineageStatus[];
  changes?: Changes;
  printPath: (path: readonly string[]) => string;
  /** Edges that are being drawn. */
  pending?: readonly { from: string; to: string }[];
  /** All columns of some tables, by the table. */
  columns?: ReadonlyMap<string, readonly Column[]>;
}

/** All that is known of what is looked at, as one graph. */
export function buildGraph({ level, of, walks, statuses, changes, printPath, pending = [], columns }: Told): Graph {
  const graph = new GraphBuilder(level);
  for (const { lineage, tables } of walks) {
    if (level === "TABLE") graph.addTables(compactOf(lineage.compact));
    else if (tables) graph.addTables(compactOf(tables.compact));
  }
  if (level === "COLUMN") for (const { lineage } of walks) graph.addColumns(compactOf(lineage.compact));
  for (const { id, table, column } of changes?.removedNodes ?? []) {
    const of = { ...table, schema: table.schema ?? null, source: table.source?.id ?? null, table: null };
    graph.addTable({ ...of, depth: 0, up: 0, down: 0 }, true);
    if (column) graph.addColumn(table.id, { id, name: printPath(column.path) });
  }
  for (const { before, after } of changes?.edges ?? []) {
    const edge = after ?? before;
    const status = after?.status ?? before?.status ?? "REJECTED";
    if (edge && statuses.includes(status)) graph.addEdge(edge, changeOf(before, after));
  }
  for (const [table, all] of columns ?? []) for (const column of all) graph.addColumn(table, column);
  for (const { from, to } of pending) graph.addEdge(pendingEdge(from, to), undefined, true);
  return graph.build(new Set(of));
}

function changeOf(before: unknown, after: unknown): Change {
  if (!after) return "ENDED";
  return before ? "CHANGED" : "ADDED";
}

function pendingEdge(from: string, to: string): CompactEdge {
  return { id: `pending ${from} ${to}`, from, to, status: "APPROVED", origins: ["MANUAL"], derived: false };
}
