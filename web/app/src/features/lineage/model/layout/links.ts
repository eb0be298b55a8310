/** Who is beside whom by place, as one array each way: `of(at)` are the neighbours of a node. */
export interface Links {
  starts: Int32Array;
  ends: Int32Array;
}

export function linksOf(count: number, from: Int32Array, to: Int32Array): Links {
  const starts = new Int32Array(count + 1);
  for (const at of from) starts[at + 1] = (starts[at + 1] ?? 0) + 1;
  for (let at = 0; at < count; at += 1) starts[at + 1] = (starts[at + 1] ?? 0) + (starts[at] ?? 0);
  const next = starts.slice();
  const ends = new Int32Array(from.length);
  for (const [edge, at] of from.entries()) {
    const place = next[at] ?? 0;
    ends[place] = to[edge] ?? 0;
    next[at] = place + 1;
  }
  return { starts, ends };
}

export function neighbours({ starts, ends }: Links, at: number): Int32Array {
  return ends.subarray(starts[at], starts[at + 1]);
}
