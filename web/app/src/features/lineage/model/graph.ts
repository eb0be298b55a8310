import type { LineageLevel, LineageStatus, TableKind } from "~/shared/graphql/generated/graphql";
import { type Compact, type CompactEdge, type CompactNode, edgesOf, nodesOf } from "~/shared/model/compact";

export interface Column {
  id: string;
  name: string;
  /** How many columns feed it, and how many it feeds, drawn or not; where a walk has told it. */
  up?: number;
  down?: number;
}

/** A table with those of its columns that are known here: none at the level of tables. */
export interface TableNode {
  id: string;
  name: string;
  schema: string | null;
  kind: TableKind;
  source: string | null;
  /** How many tables feed it, and how many it feeds, under the filter; drawn or not. */
  up: number;
  down: number;
  columns: Column[];
  /** It is not there at the point of history that is looked at. */
  gone?: true;
}

/** What became of an edge between two points of history. */
export type Change = "ADDED" | "ENDED" | "CHANGED";

/** An edge between tables or between columns, in the direction data flows. */
export interface Edge {
  id: string;
  /** Ids of what it runs between, tables or columns. */
  from: string;
  to: string;
  fromTable: string;
  toTable: string;
  status: LineageStatus;
  /** Whether a machine claims it too. */
  machine: boolean;
  /** Whether only column edges say so. */
  derived: boolean;
  change?: Change;
  /** Drawn before the server has said yes. */
  pending?: true;
}

export interface Graph {
  level: LineageLevel;
  tables: ReadonlyMap<string, TableNode>;
  /** By the id of a table or column the table that it is drawn in. */
  home: ReadonlyMap<string, string>;
  edges: ReadonlyMap<string, Edge>;
}

export const EMPTY_GRAPH: Graph = { level: "TABLE", tables: new Map(), home: new Map(), edges: new Map() };

/** Puts the answers of several walks together; what is told twice is there once. */
export class GraphBuilder {
  private readonly tables = new Map<string, TableNode>();
  private readonly home = new Map<string, string>();
  private readonly edges = new Map<string, Edge>();
  private readonly level: LineageLevel;

  constructor(level: LineageLevel) {
    this.level = level;
  }

  /** A walk along tables; at the level of columns only what they are called is taken from it. */
  addTables(compact: Compact): this {
    for (const node of nodesOf(compact)) this.addTable(node);
    if (this.level === "TABLE") for (const edge of edgesOf(compact)) this.addEdge(edge);
    return this;
  }

  /** A walk along columns. The tables that they belong to should be added first, for their names. */
  addColumns(compact: Compact): this {
    for (const { table, ...column } of nodesOf(compact)) {
      if (table === null) continue;
      if (!this.tables.has(table)) this.addTable({ ...column, id: table, table, name: "…", up: 0, down: 0 });
      this.addColumn(table, column);
    }
    for (const edge of edgesOf(compact)) this.addEdge(edge);
    return this;
  }

  addTable({ id, name, schema, kind, source, up, down }: CompactNode, gone?: true): void {
    const known = this.tables.get(id);
    if (known && known.name !== "…") return;
    this.tables.set(id, { id, name, schema, kind, source, up, down, columns: known?.columns ?? [], gone });
    this.home.set(id, id);
  }

  addColumn(table: string, { id, name, up, down }: Column): void {
    if (this.home.has(id)) return;
    this.home.set(id, table);
    this.tables.get(table)?.columns.push({ id, name, up, down });
  }

  /** The edge, when both its ends are here. */
  addEdge({ id, from, to, status, origins, derived }: CompactEdge, change?: Change, pending?: true): void {
    const fromTable = this.home.get(from);
    const toTable = this.home.get(to);
    if (fromTable === undefined || toTable === undefined) return;
    const known = this.edges.get(id);
    if (known && change === undefined) return;
    const machine = origins.some((origin) => origin !== "MANUAL");
    this.edges.set(id, { id, from, to, fromTable, toTable, status, machine, derived, change, pending });
  }

  /** At the level of columns a table without any shown column is not drawn, unless it is looked from. */
  build(keep: ReadonlySet<string> = new Set()): Graph {
    if (this.level === "COLUMN") {
      for (const [id, table] of this.tables) {
        if (table.columns.length === 0 && !keep.has(id)) {
          this.tables.delete(id);
          this.home.delete(id);
        }
      }
    }
    return { level: this.level, tables: this.tables, home: this.home, edges: this.edges };
  }
}

/** What one table feeds or is fed by, and by which edges. */
export interface Neighbour {
  id: string;
  edge: string;
}

export interface Neighbours {
  up: ReadonlyMap<string, readonly Neighbour[]>;
  down: ReadonlyMap<string, readonly Neighbour[]>;
}

/** Who is beside whom: between tables, or between the ends of the edges themselves. */
export function neighboursOf({ edges }: Pick<Graph, "edges">, between: "tables" | "ends"): Neighbours {
  const up = new Map<string, Neighbour[]>();
  const down = new Map<string, Neighbour[]>();
  const put = (map: Map<string, Neighbour[]>, at: string, neighbour: Neighbour) => {
    const known = map.get(at);
    if (known) known.push(neighbour);
    else map.set(at, [neighbour]);
  };
  for (const { id, from, to, fromTable, toTable } of edges.values()) {
    const [a, b] = between === "tables" ? [fromTable, toTable] : [from, to];
    put(down, a, { id: b, edge: id });
    put(up, b, { id: a, edge: id });
  }
  return { up, down };
}

/** How an edge is drawn and told in the legend. */
export type EdgeLook = "people" | "approved" | "proposed" | "rejected";

export function lookOf({ status, machine }: Pick<Edge, "status" | "machine">): EdgeLook {
  if (status === "APPROVED") return machine ? "approved" : "people";
  return status === "REJECTED" ? "rejected" : "proposed";
}

/** Schema and name, for people. */
export function fullName({ schema, name }: Pick<TableNode, "schema" | "name">): string {
  return schema ? `${schema}.${name}` : name;
}
