import { type Links, neighbours } from "./links";

const SWEEPS = 4;

/** The nodes of each layer from top to bottom: each near the middle of its neighbours (barycentre sweeps). */
export function ordered(layers: number[][], up: Links, down: Links): number[][] {
  const count = layers.reduce((sum, layer) => sum + layer.length, 0);
  // From 0 to 1, so that layers of different length compare.
  const place = new Float64Array(count);
  const number = (layer: readonly number[]) => {
    for (const [at, node] of layer.entries()) place[node] = (at + 0.5) / layer.length;
  };
  for (const layer of layers) number(layer);
  const middle = new Float64Array(count);
  const sort = (layer: number[], links: Links) => {
    for (const node of layer) {
      const beside = neighbours(links, node);
      let sum = 0;
      for (const other of beside) sum += place[other] ?? 0;
      middle[node] = beside.length > 0 ? sum / beside.length : (place[node] ?? 0);
    }
    layer.sort((a, b) => (middle[a] ?? 0) - (middle[b] ?? 0) || (place[a] ?? 0) - (place[b] ?? 0));
    number(layer);
  };
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const layer of layers) sort(layer, up);
    for (const layer of layers.toReversed()) sort(layer, down);
  }
  return layers;
}
