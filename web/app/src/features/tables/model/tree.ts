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
