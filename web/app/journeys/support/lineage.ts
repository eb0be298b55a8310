import type { Locator, Page } from "@playwright/test";
import type { Ariadne } from "./ariadne";

/** Tables of the journeys, by name. */
export type Tables = Record<string, { id: string; columns: Record<string, string> }>;

interface Written {
  id: string;
  name: string;
  columns: { nodes: { id: string; name: string }[] };
}

/** Writes tables whose columns are all texts unless a type is said (`total:decimal(10,2)`). */
export async function createTables(ariadne: Ariadne, tables: Record<string, string[]>): Promise<Tables> {
  const input = Object.entries(tables).map(([name, columns]) => ({
    name,
    columns: columns.map((column) => {
      const [path, dataType = "text"] = column.split(":");
      return { path: [path], dataType };
    }),
  }));
  const { createTables } = await ariadne.ask<{ createTables: { tables: Written[] } }>(
    `mutation($input: [TableInput!]!) {
      createTables(input: $input, message: "For the journey") {
        tables { id name columns { nodes { id name } } }
      }
    }`,
    { input },
  );
  return Object.fromEntries(
    createTables.tables.map(({ id, name, columns }) => [
      name,
      { id, columns: Object.fromEntries(columns.nodes.map((column) => [column.name, column.id])) },
    ]),
  );
}

export interface Claim {
  from: string | undefined;
  to: string | undefined;
  origin?: "MANUAL" | "SQL" | "OPENLINEAGE" | "INFERRED" | "IMPORT";
  status?: "PROPOSED" | "APPROVED" | "REJECTED";
  confidence?: number;
  note?: string;
  transformation?: string;
}

/** Claims lineage as a script does; answers the ids of the edges and the number of the changeset. */
export async function claim(ariadne: Ariadne, claims: Claim[], message = "For the journey") {
  const { createLineage } = await ariadne.ask<{
    createLineage: { edges: { id: string }[]; changeset: { seq: number } };
  }>(
    `mutation($input: [LineageInput!]!, $message: String) {
      createLineage(input: $input, message: $message) { edges { id } changeset { seq } }
    }`,
    { input: claims.map((one) => ({ origin: "SQL", ...one })), message },
  );
  return { edges: createLineage.edges.map(({ id }) => id), seq: createLineage.changeset.seq };
}

export async function end(ariadne: Ariadne, ids: string[], message: string): Promise<void> {
  const mutation = `mutation($ids: [ID!]!, $message: String) {
    deleteLineage(ids: $ids, message: $message) { changeset { seq } }
  }`;
  await ariadne.ask(mutation, { ids, message });
}

/** What takes the keys of the canvas. */
export const canvas = (page: Page): Locator => page.locator(".lineage-stage");

/** A table on the canvas. */
export const node = (page: Page, name: string): Locator =>
  page
    .locator(".table-node")
    .filter({ has: page.locator(".table-node-name", { hasText: new RegExp(`${name}$`, "u") }) });

/** An edge on the canvas. */
const edge = (page: Page, id: string): Locator => page.locator(`.react-flow__edge[data-id="${id}"]`);

/** The look of every edge on the canvas, such as `people`. */
export async function looks(page: Page): Promise<string[]> {
  const drawn = await page
    .locator(".lineage-edge")
    .evaluateAll((edges) =>
      edges.map((one) => [one.getAttribute("data-look"), one.getAttribute("data-change")].filter(Boolean).join(" ")),
    );
  return drawn.sort();
}

/** Drags from the side of one table, or of one of its rows, to another. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.hover({ force: true });
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error("Nothing is there to drag.");
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2 - 30, end.y + end.height / 2, { steps: 6 });
  await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 4 });
  await page.mouse.up();
}

/** How far the ends of each edge are from the sides of tables, in units of the canvas. */
export async function apart(page: Page): Promise<number[]> {
  return page.locator(".lineage-edge path.react-flow__edge-path").evaluateAll((paths) => {
    const boxes = [...document.querySelectorAll(".react-flow__node")].map((node) => {
      const { m41 } = new DOMMatrix(getComputedStyle(node).transform);
      return { left: m41, right: m41 + (node as HTMLElement).offsetWidth };
    });
    return paths.map((path) => {
      const drawn = path as unknown as SVGPathElement;
      const [start, end] = [drawn.getPointAtLength(0), drawn.getPointAtLength(drawn.getTotalLength())];
      const off = (x: number, side: "left" | "right") => Math.min(...boxes.map((box) => Math.abs(box[side] - x)));
      return Math.max(off(start.x, "right"), off(end.x, "left"));
    });
  });
}

/** The middle of an edge, where the mouse meets it. */
export async function middleOf(page: Page, id: string): Promise<{ x: number; y: number }> {
  return edge(page, id)
    .locator("path")
    .first()
    .evaluate((path) => {
      const drawn = path as unknown as SVGPathElement;
      const { x, y } = drawn.getPointAtLength(drawn.getTotalLength() / 2);
      const matrix = drawn.getScreenCTM();
      if (!matrix) throw new Error("It is not drawn.");
      return { x: x * matrix.a + matrix.e, y: y * matrix.d + matrix.f };
    });
}
