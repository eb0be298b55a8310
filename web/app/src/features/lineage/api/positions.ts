import { ask, askWhole } from "~/shared/graphql/client";
import { graphql } from "~/shared/graphql/generated";
import type { Point } from "../model/box";

/** By the ids of tables. */
export type Moved = Readonly<Record<string, Point>>;

const LOAD = graphql(`
  query LineagePositions($name: String!) {
    me { setting(name: $name) }
  }
`);

const SAVE = graphql(`
  mutation SaveLineagePositions($name: String!, $value: JSON) {
    saveSetting(name: $name, value: $value) { id }
  }
`);

/** Where whoever is signed in has moved tables in one view, wherever he sat. */
export async function loadMoved(view: string): Promise<Moved> {
  const { me } = await askWhole(LOAD, { name: view });
  return movedOf(me?.setting);
}

export async function saveMoved(view: string, moved: Moved): Promise<void> {
  const value = Object.keys(moved).length > 0 ? moved : null;
  await ask(SAVE, { name: view, value });
}

/** What is kept is any JSON, and may be of a version of the app that thought otherwise. */
function movedOf(kept: unknown): Moved {
  if (typeof kept !== "object" || kept === null) return {};
  return Object.fromEntries(
    Object.entries(kept).flatMap(([id, at]) =>
      Number.isFinite(at?.x) && Number.isFinite(at?.y) ? [[id, { x: Math.round(at.x), y: Math.round(at.y) }]] : [],
    ),
  );
}
