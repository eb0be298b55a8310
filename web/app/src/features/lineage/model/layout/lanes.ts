/** How high the lane is that an edge has through a layer. */
const LANE = 12;
/** In larger views lanes would be most of what is placed, and hardly an edge could be followed anyway. */
const MOST_NODES = 300;
/** Many edges over many layers would be placed longer than one waits. */
const MOST_LANES = 2_000;

interface Laned {
  heights: Float64Array;
  from: Int32Array;
  to: Int32Array;
  layer: Int32Array;
}

/** Edges over several layers as chains of edges, with a low node in each layer between: no table stands in their way. */
export function withLanes({ heights, from, to, layer }: Laned): Laned {
  const spans = from.reduce((sum, start, edge) => sum + (layer[to[edge] ?? 0] ?? 0) - (layer[start] ?? 0) - 1, 0);
  if (heights.length > MOST_NODES || spans > MOST_LANES) return { heights, from, to, layer };
  const more = { heights: [...heights], from: [] as number[], to: [] as number[], layer: [...layer] };
  for (const [edge, start] of from.entries()) {
    const end = to[edge] ?? 0;
    let before = start;
    for (let between = (layer[start] ?? 0) + 1; between < (layer[end] ?? 0); between += 1) {
      const lane = more.heights.length;
      more.heights.push(LANE);
      more.layer.push(between);
      more.from.push(before);
      more.to.push(lane);
      before = lane;
    }
    more.from.push(before);
    more.to.push(end);
  }
  return {
    heights: Float64Array.from(more.heights),
    from: Int32Array.from(more.from),
    to: Int32Array.from(more.to),
    layer: Int32Array.from(more.layer),
  };
}
