import { linksOf, neighbours } from "./links";

/** The edges with those turned round that close a cycle, as a search in depth meets them; loops are left out. */
export function acyclic(count: number, from: Int32Array, to: Int32Array): { from: Int32Array; to: Int32Array } {
  const down = linksOf(count, from, to);
  const NEW = 0;
  const OPEN = 1;
  const DONE = 2;
  const state = new Uint8Array(count);
  const order = new Int32Array(count);
  let left = count;
  for (const root of roots(count, to)) {
    if (state[root] !== NEW) continue;
    const stack = [root];
    const place = [0];
    state[root] = OPEN;
    for (let depth = 0; depth >= 0; ) {
      const at = stack[depth] ?? 0;
      const children = neighbours(down, at);
      const step = place[depth] ?? 0;
      if (step < children.length) {
        place[depth] = step + 1;
        const child = children[step] ?? 0;
        if (state[child] !== NEW) continue;
        state[child] = OPEN;
        depth += 1;
        stack[depth] = child;
        place[depth] = 0;
      } else {
        state[at] = DONE;
        left -= 1;
        order[at] = left;
        depth -= 1;
      }
    }
  }
  const a: number[] = [];
  const b: number[] = [];
  for (const [edge, start] of from.entries()) {
    const end = to[edge] ?? 0;
    if (start === end) continue;
    const turned = (order[start] ?? 0) > (order[end] ?? 0);
    a.push(turned ? end : start);
    b.push(turned ? start : end);
  }
  return { from: Int32Array.from(a), to: Int32Array.from(b) };
}

/** Where nothing comes from first, so that a cycle is cut where it is entered. */
function* roots(count: number, to: Int32Array): Generator<number> {
  const fed = new Uint8Array(count);
  for (const at of to) fed[at] = 1;
  for (let at = 0; at < count; at += 1) if (fed[at] === 0) yield at;
  for (let at = 0; at < count; at += 1) if (fed[at] === 1) yield at;
}
