import type { LineageOrigin, LineageStatus, TableKind } from "~/shared/graphql/generated/graphql";
import type { Compact } from "~/shared/model/compact";

const LAYERS = 9;
const KINDS: readonly TableKind[] = ["TABLE", "TABLE", "TABLE", "VIEW", "COLLECTION", "INDEX", "REPORT"];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Lineage of the shape of a large project: nine layers, a little more edges than tables, most tables feeding one, a few
 * feeding hundreds (the rank of what is drawn from goes by the cube of a uniform number).
 */
export function generate(count: number, seed = 1): Compact {
  const random = seeded(seed);
  const layer = Array.from({ length: count }, (_, at) => Math.floor((at / count) * LAYERS));
  const first = Array.from({ length: LAYERS }, (_, at) => layer.indexOf(at));
  const pairs = new Set<number>();
  const edges = Math.round(count * 1.12);
  const connect = (to: number) => {
    const of = layer[to] ?? 0;
    if (of === 0) return;
    // Mostly from the layer before.
    const back = random() < 0.8 ? 1 : 1 + Math.floor(random() * of);
    const start = first[of - back] ?? 0;
    const size = (first[of - back + 1] ?? count) - start;
    pairs.add((start + Math.floor(random() ** 3 * size)) * count + to);
  };
  for (let to = 0; to < count; to += 1) connect(to);
  // A small one may have no place for as many.
  for (let tries = count * 4; pairs.size < edges && tries > 0; tries -= 1) connect(Math.floor(random() * count));
  const from = [...pairs].map((pair) => Math.floor(pair / count));
  const to = [...pairs].map((pair) => pair % count);
  const up = new Array<number>(count).fill(0);
  const down = new Array<number>(count).fill(0);
  for (const at of to) up[at] = (up[at] ?? 0) + 1;
  for (const at of from) down[at] = (down[at] ?? 0) + 1;
  const status = (): LineageStatus => (random() < 0.6 ? "APPROVED" : "PROPOSED");
  const origins = (): LineageOrigin[] => (random() < 0.5 ? ["MANUAL"] : ["SQL"]);
  return {
    nodes: {
      id: layer.map((_, at) => `table-${at}`),
      name: layer.map((of, at) => `${["raw", "staging", "core", "mart", "report"][of % 5]}_table_${at}`),
      schema: layer.map((of) => `layer_${of}`),
      kind: layer.map(() => KINDS[Math.floor(random() * KINDS.length)] ?? "TABLE"),
      source: layer.map(() => null),
      table: layer.map(() => null),
      depth: layer,
      up,
      down,
    },
    edges: {
      id: from.map((_, at) => `edge-${at}`),
      from,
      to,
      status: from.map(status),
      origins: from.map(origins),
      derived: from.map(() => random() < 0.3),
    },
  };
}
