import { parsePath, printPath } from "~/shared/model/path";

/** What a file of the catalog tells of a table with all that fetches found out, as far as it is read here. */
export interface FetchedFile {
  tables?: { fetched?: { columns?: FetchedColumn[] } | null }[];
}

interface FetchedColumn {
  path: string;
  observed?: { ordinal: number; dataType: string } | null;
  words?: { hidden?: boolean } | null;
}

/** A column of the source that somebody removed: no fetch brings it back. */
export interface Hidden {
  /** As text. */
  path: string;
  dataType: string;
  /** The columns that stand before it at the source, as they are called here. */
  behind: readonly string[];
}

/** The columns of the source that are not shown, in the source's order. */
export function hiddenIn({ tables = [] }: FetchedFile): Hidden[] {
  const columns = tables.flatMap(({ fetched }) => fetched?.columns ?? []);
  const ordinalOf = ({ observed }: FetchedColumn) => observed?.ordinal ?? Number.POSITIVE_INFINITY;
  return columns
    .filter(({ words }) => words?.hidden)
    .toSorted((one, other) => ordinalOf(one) - ordinalOf(other))
    .map((column) => ({
      path: column.path,
      dataType: column.observed?.dataType ?? "",
      behind: columns.filter((other) => ordinalOf(other) < ordinalOf(column)).map(({ path }) => path),
    }));
}

/** The list of columns with some that were hidden, each behind the last of those that it stands behind at the source. */
export function withBack<Column extends { path: readonly string[] }>(
  columns: readonly Column[],
  back: readonly Hidden[],
): (Column | { path: string[] })[] {
  return back.reduce<(Column | { path: string[] })[]>(
    (list, { path, behind }) => {
      const before = new Set(behind);
      const at = list.findLastIndex((column) => before.has(printPath(column.path))) + 1;
      return list.toSpliced(at, 0, { path: parsePath(path) ?? [path] });
    },
    [...columns],
  );
}
