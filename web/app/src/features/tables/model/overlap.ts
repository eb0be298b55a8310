import { ServerError } from "~/shared/graphql/errors";

/** A list in which two put and took: what was put in one of them is in, what was taken from one is out. */
export function mergedList(before: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const kept = theirs.filter((one) => mine.includes(one) || !before.includes(one));
  const added = mine.filter((one) => !before.includes(one) && !theirs.includes(one));
  return [...kept, ...added];
}

/**
 * The same for a list that was put together in steps, `shown` being the last of them: what of it is not stored yet is
 * mine all the same.
 */
export function mergedTags(
  before: readonly string[],
  shown: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): string[] {
  const kept = theirs.filter((one) => mine.includes(one) || !(before.includes(one) || shown.includes(one)));
  const added = mine.filter((one) => !before.includes(one) && !theirs.includes(one));
  return [...kept, ...added];
}

/**
 * A patch of what was shown before, over what somebody else has made of it meanwhile. Undefined where both changed the
 * same: that is for whoever wrote it to decide.
 */
export function rebasedPatch<Patch extends object>(patch: Patch, before: object, now: object): Patch | undefined {
  const next = { ...patch };
  for (const [field, mine] of Object.entries(patch)) {
    const [old, theirs] = [Reflect.get(before, field), Reflect.get(now, field)];
    if (isSame(old, theirs) || isSame(mine, theirs)) continue;
    if (!isTexts(mine) || !isTexts(old) || !isTexts(theirs)) return undefined;
    Object.assign(next, { [field]: mergedList(old, mine, theirs) });
  }
  return next;
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

export const isConflict = (error: unknown): error is ServerError =>
  error instanceof ServerError && error.code === "CONFLICT";
