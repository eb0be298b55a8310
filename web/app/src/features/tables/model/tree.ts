/**
 * Folds what lies below columns away. `parents` are those that something listed lies below; of the others `folded` may
 * know some that are no longer there.
 */
export function foldedTree(paths: readonly (readonly string[])[], folded: ReadonlySet<string>) {
  const keys = paths.map(pathKey);
  const listed = new Set(keys);
  const parents = new Set<string>();
  const shown: number[] = [];
  paths.forEach((path, at) => {
    const above = path.slice(0, -1).map((_, length) => pathKey(path.slice(0, length + 1)));
    const ancestors = above.filter((key) => listed.has(key));
    for (const key of ancestors) parents.add(key);
    if (!ancestors.some((key) => folded.has(key))) shown.push(at);
  });
  return { keys, parents, shown };
}

/** A path as the member of a set. */
export const pathKey = (path: readonly string[]): string => JSON.stringify(path);

/**
 * For each path the number of its leading segments that are the path of a column listed before it: what it is
 * indented below. Columns come in the order of their table, a parent before what is below it.
 */
export function depthAbove(paths: readonly (readonly string[])[]): number[] {
  const seen = new Set<string>();
  return paths.map((path) => {
    let depth = 0;
    for (let length = path.length - 1; length > 0; length -= 1) {
      if (seen.has(JSON.stringify(path.slice(0, length)))) {
        depth = length;
        break;
      }
    }
    seen.add(JSON.stringify(path));
    return depth;
  });
}
