import { type DraftColumn, keyOf } from "~/shared/model/columns";

/** The facts of a column that are merged one by one. The key is a matter of all columns together. */
export const FIELDS = ["path", "dataType", "nullable", "description"] as const;
export type MergedField = (typeof FIELDS)[number];
export type Side = "mine" | "theirs";

/** Where both changed the same: what was typed stands until the other is chosen. Columns are named by their keys. */
export type Clash =
  | {
      kind: "field";
      key: string;
      name: string;
      field: MergedField;
      mine: string | boolean;
      theirs: string | boolean;
    }
  /** The columns of the primary key, in its order. */
  | { kind: "key"; mine: string[]; theirs: string[] }
  /** All columns, in their order. */
  | { kind: "order"; mine: string[]; theirs: string[] }
  /** The other removed what was changed here. */
  | { kind: "gone"; key: string; name: string; column: DraftColumn }
  /** The other changed what was removed here. */
  | { kind: "removed"; key: string; name: string; column: DraftColumn; at: number };

/** What a clash is about; no two of one table are about the same. */
export const subjectOf = (clash: Clash): string =>
  [clash.kind, "key" in clash && clash.key, clash.kind === "field" && clash.field].filter(Boolean).join(" ");

/** The columns with one clash decided. */
export function decided(columns: readonly DraftColumn[], clash: Clash, side: Side): DraftColumn[] {
  if (clash.kind === "field") {
    return columns.map((column) => (column.key === clash.key ? { ...column, [clash.field]: clash[side] } : column));
  }
  if (clash.kind === "order") {
    const places = new Map(clash[side].map((key, at) => [key, at]));
    return inOrder(columns, ({ key }) => places.get(key));
  }
  if (clash.kind === "key") {
    return columns.map((column) => {
      const at = clash[side].indexOf(column.key);
      return { ...column, primaryKey: at < 0 ? null : at + 1 };
    });
  }
  const there = columns.some(({ key }) => key === clash.key);
  const wanted = clash.kind === "gone" ? side === "mine" : side === "theirs";
  if (there === wanted) return [...columns];
  if (!wanted) return columns.filter(({ key }) => key !== clash.key);
  const at = clash.kind === "removed" ? clash.at : columns.length;
  return [...columns.slice(0, at), clash.column, ...columns.slice(at)];
}

/** Which side the columns are on as they stand. */
export function sideOf(columns: readonly DraftColumn[], clash: Clash): Side {
  const found = "key" in clash ? columns.find(({ key }) => key === clash.key) : undefined;
  if (clash.kind === "field") return found?.[clash.field] === clash.theirs ? "theirs" : "mine";
  if (clash.kind === "key" || clash.kind === "order") {
    return keysOf(columns, clash.kind).join() === clash.theirs.join() ? "theirs" : "mine";
  }
  return (clash.kind === "gone") === (found !== undefined) ? "mine" : "theirs";
}

/** The clash with what was typed since on the side that is mine: the other is chosen, and mine may be again. */
export function asItStands(columns: readonly DraftColumn[], clash: Clash): Clash {
  if (sideOf(columns, clash) === "theirs") return clash;
  if (clash.kind === "key" || clash.kind === "order") return { ...clash, mine: keysOf(columns, clash.kind) };
  const found = columns.find(({ key }) => key === clash.key);
  if (clash.kind === "field") return { ...clash, mine: found?.[clash.field] ?? clash.mine };
  return clash.kind === "gone" && found ? { ...clash, column: found } : clash;
}

const keysOf = (columns: readonly DraftColumn[], kind: "key" | "order"): string[] =>
  (kind === "key" ? keyOf(columns) : columns).map(({ key }) => key);

/** Columns by their places; what has none stays behind what it stood behind. */
export function inOrder(
  columns: readonly DraftColumn[],
  placeOf: (column: DraftColumn) => number | undefined,
): DraftColumn[] {
  let last = -1;
  return columns
    .map((column) => {
      last = placeOf(column) ?? last;
      return { column, place: last };
    })
    .sort((one, other) => one.place - other.place)
    .map(({ column }) => column);
}
