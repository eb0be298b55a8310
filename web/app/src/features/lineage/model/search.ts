import type {
  AsOf,
  Direction,
  LineageFilter,
  LineageLevel,
  LineageOrigin,
  LineageStatus,
  TableKind,
} from "~/shared/graphql/generated/graphql";
import { TABLE_KINDS } from "~/shared/model/kinds";
import { every, listOf, oneOf, text, texts } from "~/shared/model/search";

export const STATUSES = every<LineageStatus>({ PROPOSED: true, APPROVED: true, REJECTED: true });
/** What the server walks unless it is told otherwise. */
export const USUAL_STATUSES: readonly LineageStatus[] = ["PROPOSED", "APPROVED"];
export const ORIGINS = every<LineageOrigin>({
  MANUAL: true,
  OPENLINEAGE: true,
  SQL: true,
  IMPORT: true,
  INFERRED: true,
});
export const DEPTHS = [1, 2, 3, 4, 5, "all"] as const;
export type Depth = (typeof DEPTHS)[number];
/** How far one looks unless the address says otherwise. */
export const USUAL_DEPTH: Depth = 3;
export const PANELS = ["impact", "mapping"] as const;

/** So many tables or columns are asked for at first, of the walk and of each step beyond it; then four times as many. */
export const LIMITS = [300, 1_200, 4_800, 5_000] as const;
const FIRST_LIMIT = LIMITS[0];
/** One table may have thousands of columns, and what they are connected with is told behind them. */
const FIRST_OF_COLUMNS = LIMITS[2];
export const firstLimit = ({ level }: Pick<LineageSearch, "level">): Limit =>
  level === "COLUMN" ? FIRST_OF_COLUMNS : FIRST_LIMIT;
/** More is not drawn at once. */
export const MOST = LIMITS[3];
export type Limit = (typeof LIMITS)[number];

/** What the address of the canvas says. */
export interface LineageSearch {
  /** The tables or columns that one looks from. */
  of?: string[];
  /** Both ways when absent. */
  direction?: "UPSTREAM" | "DOWNSTREAM";
  depth?: Depth;
  /** Tables when absent. */
  level?: "COLUMN";
  /** Proposed and approved when absent. */
  status?: LineageStatus[];
  origin?: LineageOrigin[];
  /** Ids of data sources. */
  source?: string[];
  kind?: TableKind[];
  /** From 0 to 1. */
  confidence?: number;
  /** The point of history that is looked at: a time, or the seq of a changeset; now when absent. */
  at?: string;
  /** What is different since this point, a time or a seq, up to `at`. */
  since?: string;
  /** The node that is chosen. */
  node?: string;
  /** The edge that is chosen. */
  edge?: string;
  panel?: (typeof PANELS)[number];
  /** Most tables or columns of the walk, when more was asked for than at first. */
  limit?: Limit;
  /** Steps beyond the walk (`stepOf`). */
  more?: string[];
  /** Sides that are collapsed (`sideKey`). */
  less?: string[];
  /** Tables of which all columns are shown. */
  whole?: string[];
  /** By table what its columns are filtered by. */
  rows?: Record<string, string>;
  /** The two tables whose columns are mapped in the panel. */
  from?: string;
  to?: string;
  /** What of the names of their columns is shown. */
  filterFrom?: string;
  filterTo?: string;
}

export function parseLineageSearch(raw: Record<string, unknown>): LineageSearch {
  const level = oneOf(["COLUMN"] as const, raw.level);
  return {
    of: texts(raw.of),
    direction: oneOf(["UPSTREAM", "DOWNSTREAM"] as const, raw.direction),
    depth: DEPTHS.find((depth) => depth === raw.depth && depth !== USUAL_DEPTH),
    level,
    status: listOf(STATUSES, raw.status),
    origin: listOf(ORIGINS, raw.origin),
    source: texts(raw.source),
    kind: listOf(TABLE_KINDS, raw.kind),
    confidence: share(raw.confidence),
    at: pointOfHistory(raw.at),
    since: pointOfHistory(raw.since),
    node: text(raw.node),
    edge: text(raw.edge),
    panel: oneOf(PANELS, raw.panel),
    limit: LIMITS.find((limit) => limit === raw.limit && limit !== firstLimit({ level })),
    more: texts(raw.more),
    less: texts(raw.less),
    whole: texts(raw.whole),
    rows: filters(raw.rows),
    from: text(raw.from),
    to: text(raw.to),
    filterFrom: text(raw.filterFrom),
    filterTo: text(raw.filterTo),
  };
}

/** Nothing is mapped. */
export const NO_MAPPING: Partial<LineageSearch> = {
  from: undefined,
  to: undefined,
  filterFrom: undefined,
  filterTo: undefined,
};

/** Nothing is filtered; what one looks from, and how far, stays. */
export const NO_LINEAGE_FILTER: Partial<LineageSearch> = {
  status: undefined,
  origin: undefined,
  source: undefined,
  kind: undefined,
  confidence: undefined,
};

export function lineageFilterOf({ status, origin, source, kind, confidence }: LineageSearch): LineageFilter {
  return {
    ...(status && { statuses: status }),
    ...(origin && { origins: origin }),
    ...(source && { sourceIds: source }),
    ...(kind && { kinds: kind }),
    ...(confidence !== undefined && { minConfidence: confidence }),
  };
}

/** Whether anything is filtered. */
export function isFiltered(search: LineageSearch): boolean {
  return Object.keys(lineageFilterOf(search)).length > 0;
}

export const directionOf = (search: LineageSearch): Direction => search.direction ?? "BOTH";

export const levelOf = (search: LineageSearch): LineageLevel => search.level ?? "TABLE";

/** The depth as the server takes it: null is to the ends. */
export function depthOf({ depth = USUAL_DEPTH }: LineageSearch): number | null {
  return depth === "all" ? null : depth;
}

/** A point of history as the server takes it; null is now. */
export function asOf(point: string | undefined): AsOf | null {
  if (point === undefined) return null;
  return /^\d+$/u.test(point) ? { seq: Number(point) } : { at: point };
}

function filters(value: unknown): Record<string, string> | undefined {
  const told = Object.entries(value ?? {}).filter(([, filter]) => text(filter));
  return told.length > 0 ? Object.fromEntries(told.map(([id, filter]) => [id, String(filter)])) : undefined;
}

function share(value: unknown): number | undefined {
  return typeof value === "number" && value > 0 && value <= 1 ? value : undefined;
}

function pointOfHistory(value: unknown): string | undefined {
  const point = text(value);
  if (point === undefined) return undefined;
  return /^\d+$/u.test(point) || !Number.isNaN(Date.parse(point)) ? point : undefined;
}
