import type { Graph } from "./graph";

/*
 * What is worked out anew keeps what says the same as before: drawing goes by identity, and draws no more than what is
 * another object.
 */

/** The map after, with the former values where they say the same; the map before when nothing is different. */
export function steadyMap<Value>(
  before: ReadonlyMap<string, Value>,
  after: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  const kept = new Map<string, Value>();
  const order = before.keys();
  let same = before.size === after.size;
  for (const [id, value] of after) {
    const former = before.get(id);
    const is = former !== undefined && saysTheSame(former, value);
    same &&= is && order.next().value === id;
    kept.set(id, is ? former : value);
  }
  return same ? before : kept;
}

/** The same for the parts of a graph, and for the graph as a whole. */
export function steadyGraph(before: Graph, after: Graph): Graph {
  const next = {
    level: after.level,
    tables: steadyMap(before.tables, after.tables),
    home: steadyMap(before.home, after.home),
    edges: steadyMap(before.edges, after.edges),
  };
  const { level, tables, home, edges } = before;
  const same = level === next.level && tables === next.tables && home === next.home && edges === next.edges;
  return same ? before : next;
}

const isPlain = (value: object) => Object.getPrototypeOf(value) === Object.prototype;

/** Whether two values are alike all the way down: lists, plain objects, and what is neither by identity. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((part, at) => saysTheSame(part, other[at]));
  }
  if (Array.isArray(other) || !isPlain(one) || !isPlain(other)) return false;
  const parts = Object.entries(one);
  const others = new Map(Object.entries(other));
  return (
    parts.length === others.size && parts.every(([key, part]) => others.has(key) && saysTheSame(part, others.get(key)))
  );
}
