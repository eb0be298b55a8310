/** The main job, in the order in which it is done. */
export const STEPS = ["connect", "test", "fetch", "link", "draw"] as const;
export type Step = (typeof STEPS)[number];

/** What of the catalog tells which steps were done. */
export interface Progress {
  sources: readonly { id: string; lastTest?: { status: string } | null }[];
  /** Whether any table has columns that were fetched. */
  fetched: boolean;
  /** Whether any table has lineage. */
  linked: boolean;
  /** Whether this person looked at lineage in this browser: the server does not know what is looked at. */
  drawn: boolean;
}

/** Which steps were done. Later work tells that what it rests on was done, and stays when a source is deleted. */
export function doneSteps({ sources, fetched, linked, drawn }: Progress): Set<Step> {
  const done = new Set<Step>();
  if (sources.length > 0 || fetched) done.add("connect");
  if (sources.some(({ lastTest }) => lastTest && lastTest.status !== "FAILED") || fetched) done.add("test");
  if (fetched) done.add("fetch");
  if (linked) done.add("link");
  if (linked && drawn) done.add("draw");
  return done;
}

/** The first step that was not done. */
export function nextStep(done: ReadonlySet<Step>): Step | undefined {
  return STEPS.find((step) => !done.has(step));
}
