import { type Side, sideKey } from "./expand";
import { firstLimit, LIMITS, type Limit, type LineageSearch, MOST } from "./search";

export interface Step {
  id: string;
  side: Side;
  /** Most tables or columns of it. */
  limit: Limit;
}

/** What somebody opened and closed on the canvas. */
export interface Shape {
  limit: Limit;
  /** Steps asked for beyond the walk. */
  steps: readonly Step[];
  /** Sides that are collapsed (`sideKey`). */
  collapsed: ReadonlySet<string>;
  /** Tables of which all columns are shown. */
  whole: readonly string[];
  /** By table what its columns are filtered by. */
  filters: ReadonlyMap<string, string>;
}

type Told = Pick<LineageSearch, "level" | "limit" | "more" | "less" | "whole" | "rows">;

export function shapeOf(told: Told): Shape {
  const { limit = firstLimit(told), more = [], less = [], whole = [], rows = {} } = told;
  return {
    limit,
    steps: more.flatMap((step) => stepOf(step, firstLimit(told)) ?? []),
    collapsed: new Set(less),
    whole,
    filters: new Map(Object.entries(rows)),
  };
}

/** A step as the address says it: of what, which side, and how much of it when that is more than at first. */
export function stepOf(text: string, first: Limit): Step | undefined {
  const [, id, side, limit] = /^(\S+) (UP|DOWN)(?: (\d+))?$/u.exec(text) ?? [];
  const known = LIMITS.find((one) => one === Number(limit ?? first));
  return id && known ? { id, side: side as Side, limit: known } : undefined;
}

function textOf({ id, side, limit }: Step, first: Limit): string {
  return limit === first ? sideKey(id, side) : `${sideKey(id, side)} ${limit}`;
}

const beyond = (limit: Limit): Limit => LIMITS[LIMITS.indexOf(limit) + 1] ?? MOST;
const some = <T>(list: readonly T[]) => (list.length > 0 ? [...list] : undefined);

/* Each says what is different in the address. */

export const withMore = (told: Told): Told => ({ limit: beyond(told.limit ?? firstLimit(told)) });

/** Shows what was collapsed, else one step more, else more of that step. */
export function withSide(told: Told, id: string, side: Side): Told {
  const { more = [], less = [] } = told;
  const first = firstLimit(told);
  const key = sideKey(id, side);
  if (less.includes(key)) return { less: some(less.filter((one) => one !== key)) };
  const known = shapeOf(told).steps.find((step) => step.id === id && step.side === side);
  if (!known) return { more: [...more, key] };
  const next = textOf({ ...known, limit: beyond(known.limit) }, first);
  return { more: more.map((one) => (one === textOf(known, first) ? next : one)) };
}

export function withoutSide({ less = [] }: Told, id: string, side: Side): Told {
  return { less: [...new Set([...less, sideKey(id, side)])] };
}

/** Shows all columns of a table, or those of the walk again; unfiltered. */
export function withColumns(told: Told, id: string, all: boolean): Told {
  const others = (told.whole ?? []).filter((one) => one !== id);
  return { whole: some(all ? [...others, id] : others), ...withFilter(told, id, "") };
}

export function withFilter({ rows = {} }: Told, id: string, filter: string): Told {
  const { [id]: _, ...others } = rows;
  const next = filter === "" ? others : { ...others, [id]: filter };
  return { rows: Object.keys(next).length > 0 ? next : undefined };
}

/** Of another start, or at the other level, nothing is opened or closed yet. */
const UNSHAPED: Partial<LineageSearch> = {
  limit: undefined,
  more: undefined,
  less: undefined,
  whole: undefined,
  rows: undefined,
};

/** The address with what is different in it. */
export function changed(before: LineageSearch, change: Partial<LineageSearch>): LineageSearch {
  return { ...before, ...(("of" in change || "level" in change) && UNSHAPED), ...change };
}
