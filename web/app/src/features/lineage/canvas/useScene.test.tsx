import { renderHook, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { compactFrom } from "~/testing/compactFrom";
import { buildGraph, type Told } from "../model/build";
import type { Graph } from "../model/graph";
import type { RowChoice } from "../model/rows";
import { steadyGraph } from "../model/steady";
import { FlowScene } from "./flow";
import { useScene } from "./useScene";
import { useSteady } from "./useSteady";

const NOTHING = new Set<string>();
const MOVED = {};
const START = new Set(["a"]);

interface Shown {
  graph: Graph;
  choices?: ReadonlyMap<string, RowChoice>;
}
const NO_CHOICES = new Map<string, RowChoice>();

/** The graph as it is built after each answer: of objects that are all new. */
function told(pending: Told["pending"] = [], status?: "PROPOSED"): Graph {
  const columns = Array.from({ length: 14 }, (_, at) => `a.c${at}>b.c${at}`);
  return buildGraph({
    level: "COLUMN",
    of: ["a"],
    walks: [
      {
        lineage: { compact: compactFrom(...columns, ["b.c1>c.x", status ?? "APPROVED"]) },
        tables: { compact: compactFrom("a>b", "b>c") },
      },
    ],
    statuses: ["APPROVED", "PROPOSED"],
    printPath: (path) => path.join("."),
    pending,
  });
}

/** What React Flow is given each time, with how to give it something else. */
async function drawn(first: Shown) {
  const flow = new FlowScene();
  const { result, rerender } = renderHook(
    ({ graph, choices = NO_CHOICES }: Shown) => {
      const steady = useSteady(graph, steadyGraph);
      return { scene: useScene("view", steady, NOTHING, choices, MOVED), of: steady };
    },
    { initialProps: first },
  );
  const draw = async () => {
    // Laid out, and so drawn, is what was told last.
    await waitFor(() => expect(result.current.scene?.graph).toBe(result.current.of));
    const { scene } = result.current;
    if (!scene) throw new Error("Nothing was laid out.");
    const nodes = new Map(flow.nodes(scene, {}, START).map((node) => [node.id, node]));
    return { scene, nodes, edges: new Map(flow.edges(scene, {}).map((edge) => [edge.id, edge])) };
  };
  const before = await draw();
  return {
    before,
    show: (next: Shown) => {
      rerender(next);
      return draw();
    },
  };
}

const different = (before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) =>
  [...after].flatMap(([id, value]) => (before.get(id) === value ? [] : [id]));

test("what is told again draws nothing anew", async () => {
  const { before, show } = await drawn({ graph: told() });
  const after = await show({ graph: told() });
  expect(after.scene).toBe(before.scene);
  expect([...different(before.nodes, after.nodes), ...different(before.edges, after.edges)]).toEqual([]);
});

test("turning the pages of one table draws that table, and no other", async () => {
  const { before, show } = await drawn({ graph: told() });
  const after = await show({ graph: before.scene.graph, choices: new Map([["a", { offset: 3 }]]) });
  expect(after.nodes.get("a")?.data.rows?.offset).toBe(3);
  expect(different(before.nodes, after.nodes)).toEqual(["a"]);
  // Only those whose column came to or left the page dock elsewhere.
  expect(different(before.edges, after.edges)).toEqual(
    ["a.c0", "a.c1", "a.c2", "a.c10", "a.c11", "a.c12"].map((id) => `${id}>b.${id.slice(2)}`),
  );
  expect(after.scene.boxes).toBe(before.scene.boxes);
});

test("an edge that is drawn draws its two tables, and one that is decided on none", async () => {
  const { before, show } = await drawn({ graph: told() });
  const pending = await show({ graph: told([{ from: "a.c1", to: "c.x" }]) });
  expect(different(before.nodes, pending.nodes)).toEqual(["a", "c"]);
  expect(different(before.edges, pending.edges)).toEqual(["pending a.c1 c.x"]);
  const without = await show({ graph: told() });
  const decided = await show({ graph: told([], "PROPOSED") });
  expect(different(without.nodes, decided.nodes)).toEqual([]);
  expect(different(without.edges, decided.edges)).toEqual(["b.c1>c.x"]);
});
