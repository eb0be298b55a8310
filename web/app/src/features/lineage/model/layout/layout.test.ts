import { describe, expect, test } from "vitest";
import { generate } from "~/testing/generateLineage";
import { GAP, NODE_WIDTH } from "../box";
import { type LayoutInput, layout } from ".";
import { acyclic } from "./acyclic";
import { layersOf } from "./layers";

function input(
  count: number,
  edges: readonly (readonly [number, number])[],
  more: Partial<LayoutInput> = {},
): LayoutInput {
  return {
    heights: new Float64Array(count).fill(46),
    from: Int32Array.from(edges, ([from]) => from),
    to: Int32Array.from(edges, ([, to]) => to),
    x: new Float64Array(count).fill(Number.NaN),
    y: new Float64Array(count).fill(Number.NaN),
    grown: [],
    fixed: new Uint8Array(count),
    ...more,
  };
}

function generated(count: number): LayoutInput {
  const { edges } = generate(count, 7);
  return input(
    count,
    edges.from.map((from, at) => [from, edges.to[at] ?? 0] as const),
  );
}

function overlaps({ heights }: LayoutInput, { x, y }: { x: Float64Array; y: Float64Array }): number {
  const order = [...x.keys()].sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0) || (y[a] ?? 0) - (y[b] ?? 0));
  let found = 0;
  for (const [place, a] of order.entries()) {
    for (const b of order.slice(place + 1)) {
      if ((x[b] ?? 0) - (x[a] ?? 0) >= NODE_WIDTH) break;
      const apart = (y[b] ?? 0) >= (y[a] ?? 0) + (heights[a] ?? 0) || (y[a] ?? 0) >= (y[b] ?? 0) + (heights[b] ?? 0);
      if (!apart) found += 1;
    }
  }
  return found;
}

describe("layers", () => {
  test("are the longest way, with what is fed by nothing right before what it feeds", () => {
    const from = Int32Array.from([0, 1, 0, 3]);
    const to = Int32Array.from([1, 2, 2, 2]);
    expect([...layersOf(4, from, to)]).toEqual([0, 1, 2, 1]);
  });

  test("a cycle is cut where it is entered, and loops are left out", () => {
    const { from, to } = acyclic(4, Int32Array.from([0, 1, 2, 3, 1]), Int32Array.from([1, 2, 1, 3, 3]));
    expect([...from].map((start, at) => `${start}>${to[at]}`).sort()).toEqual(["0>1", "1>2", "1>2", "1>3"]);
  });

  test("every cycle ends, whatever its shape", () => {
    const edges = Array.from({ length: 600 }, (_, at) => [(at * 7) % 97, (at * at + 3) % 97] as const);
    const whole = input(97, edges);
    const cut = acyclic(97, whole.from, whole.to);
    const layer = layersOf(97, cut.from, cut.to);
    for (const [at, start] of cut.from.entries()) {
      expect(layer[cut.to[at] ?? 0] ?? 0).toBeGreaterThan(layer[start] ?? 0);
    }
  });
});

describe("a first layout", () => {
  test.each([1, 2, 50, 1_000])("of %d tables has none on another", (count) => {
    const whole = generated(count);
    expect(overlaps(whole, layout(whole))).toBe(0);
  });

  test("goes left to right in the direction data flows", () => {
    const whole = input(5, [
      [0, 1],
      [1, 2],
      [0, 3],
      [3, 2],
      [2, 4],
    ]);
    const { x } = layout(whole);
    for (const [at, from] of whole.from.entries()) expect(x[whole.to[at] ?? 0] ?? 0).toBeGreaterThan(x[from] ?? 0);
  });

  test("crosses nothing that need not cross", () => {
    const { y } = layout(
      input(4, [
        [0, 3],
        [1, 2],
      ]),
    );
    expect(Math.sign((y[0] ?? 0) - (y[1] ?? 0))).toBe(Math.sign((y[3] ?? 0) - (y[2] ?? 0)));
  });

  test("puts no table in the way of an edge over several layers", () => {
    const whole = input(3, [
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
    const { y } = layout(whole);
    // Where the long edge passes the table between, half way.
    const lane = ((y[0] ?? 0) + (y[2] ?? 0)) / 2 + 23;
    expect(lane < (y[1] ?? 0) || lane > (y[1] ?? 0) + 46).toBe(true);
  });

  test("leaves what a person has moved where he moved it", () => {
    const x = Float64Array.from([Number.NaN, 5_000, Number.NaN]);
    const y = Float64Array.from([Number.NaN, -70, Number.NaN]);
    const places = layout(
      input(
        3,
        [
          [0, 1],
          [1, 2],
        ],
        { x, y, fixed: Uint8Array.from([0, 1, 0]) },
      ),
    );
    expect([places.x[1], places.y[1]]).toEqual([5_000, -70]);
    expect(places.x[0]).not.toBeNaN();
  });

  test("has no lanes for edges that run over far too many layers", () => {
    const chain = Array.from({ length: 299 }, (_, at) => [at, at + 1] as const);
    const long = Array.from({ length: 20_000 }, (_, at) => [at % 100, 150 + ((at * 7) % 150)] as const);
    const whole = input(300, [...chain, ...long]);
    expect(overlaps(whole, layout(whole))).toBe(0);
  });

  test("of nothing is nothing", () => {
    expect(layout(input(0, [])).x).toHaveLength(0);
  });
});

describe("a later layout", () => {
  const before = generated(300);
  const standing = layout(before);
  const count = 320;
  const grow = (array: Float64Array) => Float64Array.from({ length: count }, (_, at) => array[at] ?? Number.NaN);
  const edges = [...before.from.keys()].map((at) => [before.from[at] ?? 0, before.to[at] ?? 0] as const);
  const added = Array.from({ length: 20 }, (_, at) => [at * 9, 300 + at] as const);
  const whole = input(count, [...edges, ...added], { x: grow(standing.x), y: grow(standing.y) });
  const places = layout(whole);

  test("moves nothing that stands, whatever came", () => {
    expect([...places.x.subarray(0, 300)]).toEqual([...standing.x]);
    expect([...places.y.subarray(0, 300)]).toEqual([...standing.y]);
  });

  test("puts what is new to the right of what feeds it, on nothing else", () => {
    expect(overlaps(whole, places)).toBe(0);
    for (const [from, to] of added) expect(places.x[to] ?? 0).toBeGreaterThan(places.x[from] ?? 0);
  });

  test("makes room below what has grown, and no other column moves", () => {
    const column = [0, 1, 2].map((at) => at * (46 + GAP));
    const x = Float64Array.from([0, 0, 0, 800]);
    const y = Float64Array.from([...column, 0]);
    const heights = Float64Array.from([200, 46, 46, 46]);
    const moved = layout(input(4, [], { x, y, heights, grown: [0] }));
    expect(moved.y[0]).toBe(0);
    expect(moved.y[1]).toBeGreaterThanOrEqual(200);
    expect(moved.y[2] ?? 0).toBeGreaterThanOrEqual((moved.y[1] ?? 0) + 46);
    expect(moved.y[3]).toBe(0);
  });

  test("far too many new ones go into columns further on", () => {
    const fan = Array.from({ length: 200 }, (_, at) => [0, at + 1] as const);
    const only = Float64Array.from({ length: 201 }, (_, at) => (at === 0 ? 0 : Number.NaN));
    const wide = input(201, fan, { x: only, y: only });
    const found = layout(wide);
    expect(overlaps(wide, found)).toBe(0);
    expect(new Set(found.x).size).toBeGreaterThan(2);
  });

  test("takes in far more than stands, such as all that a hub feeds", () => {
    const fan = Array.from({ length: 4_999 }, (_, at) => [0, at + 1] as const);
    const only = Float64Array.from({ length: 5_000 }, (_, at) => (at === 0 ? 0 : Number.NaN));
    const wide = input(5_000, fan, { x: only, y: only });
    expect(overlaps(wide, layout(wide))).toBe(0);
    const all = generated(4_800);
    const few = layout(generated(300));
    const from = (array: Float64Array) => Float64Array.from(all.heights, (_, at) => array[at] ?? Number.NaN);
    const more = { ...all, x: from(few.x), y: from(few.y) };
    expect(overlaps(more, layout(more))).toBe(0);
  });
});
