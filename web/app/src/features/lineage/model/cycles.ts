import type { Graph, Neighbours } from "./graph";

/** The tables that feed themselves in the end, along what is drawn (Tarjan's strongly connected components). */
export function inCycles({ tables }: Graph, neighbours: Neighbours): Set<string> {
  const found = new Set<string>();
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  let next = 0;
  const enter = (id: string) => {
    index.set(id, next);
    low.set(id, next);
    next += 1;
    stack.push(id);
    onStack.add(id);
    return { id, children: neighbours.down.get(id) ?? [], at: 0 };
  };
  for (const root of tables.keys()) {
    if (index.has(root)) continue;
    // A stack of our own: lineage may be deeper than the engine's.
    const open = [enter(root)];
    for (let frame = open.at(-1); frame; frame = open.at(-1)) {
      const child = frame.children[frame.at];
      frame.at += 1;
      if (child) {
        if (child.id === frame.id) found.add(child.id);
        if (!index.has(child.id)) open.push(enter(child.id));
        else if (onStack.has(child.id)) lower(low, frame.id, index.get(child.id));
        continue;
      }
      open.pop();
      const parent = open.at(-1);
      if (parent) lower(low, parent.id, low.get(frame.id));
      if (low.get(frame.id) !== index.get(frame.id)) continue;
      const members = stack.splice(stack.lastIndexOf(frame.id));
      for (const member of members) {
        onStack.delete(member);
        if (members.length > 1) found.add(member);
      }
    }
  }
  return found;
}

function lower(low: Map<string, number>, id: string, to: number | undefined): void {
  low.set(id, Math.min(low.get(id) ?? 0, to ?? 0));
}
