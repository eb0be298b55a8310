import { ask, askWhole } from "~/shared/graphql/client";
import { ServerError } from "~/shared/graphql/errors";
import { graphql } from "~/shared/graphql/generated";
import type { Point } from "../model/box";
import { isView } from "../model/view";

/** By the ids of tables. */
export type Moved = Readonly<Record<string, Point>>;

const LOAD = graphql(`
  query LineagePositions($name: String!) {
    me { setting(name: $name) }
  }
`);

const NAMES = graphql(`
  query SettingNames {
    me { settingNames }
  }
`);

const SAVE = graphql(`
  mutation SaveLineagePositions($name: String!, $value: JSON) {
    saveSetting(name: $name, value: $value) { id }
  }
`);

/** What was asked for before there was a canvas to ask. */
const begun = new Map<string, { since: number; answer: Promise<Moved> }>();
/** After so many milliseconds somebody may have moved tables elsewhere. */
const FRESH = 10_000;

/** Asks already for what `loadMoved` will be asked for in a moment. */
export function beginMoved(view: string): void {
  const answer = read(view);
  // Who takes it is told.
  answer.catch(() => undefined);
  begun.clear();
  begun.set(view, { since: Date.now(), answer });
}

/** Where whoever is signed in has moved tables in one view, wherever he sat. */
export function loadMoved(view: string): Promise<Moved> {
  const early = begun.get(view);
  begun.delete(view);
  return early && Date.now() - early.since < FRESH ? early.answer : read(view);
}

async function read(view: string): Promise<Moved> {
  const { me } = await askWhole(LOAD, { name: view });
  return movedOf(me?.setting);
}

export async function saveMoved(view: string, moved: Moved): Promise<void> {
  const value = Object.keys(moved).length > 0 ? moved : null;
  try {
    await ask(SAVE, { name: view, value });
  } catch (error) {
    if (!(error instanceof ServerError && error.code === "LIMIT") || !(await forgetOldest())) throw error;
    await ask(SAVE, { name: view, value });
  }
}

/** So many at once, that not each view from now on asks for it. */
const FORGOTTEN = 20;

/** Makes room by forgetting the views that were moved in longest ago; whether there were any. */
async function forgetOldest(): Promise<boolean> {
  const { me } = await ask(NAMES);
  const oldest = (me?.settingNames ?? []).filter(isView).slice(0, FORGOTTEN);
  for (const name of oldest) await ask(SAVE, { name, value: null });
  return oldest.length > 0;
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
