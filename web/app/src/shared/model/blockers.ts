import type { Blocker } from "~/shared/graphql/errors";

/** What one changeset did that stands against an undo; without a changeset what is in the way as things are. */
export interface Against {
  changeset?: string;
  seq?: number;
  who?: string;
  /** How many things of each kind; each once, however much of it changed. */
  counts: [entity: string, count: number][];
  /** One for each thing. */
  blockers: Blocker[];
}

/** What stands against an undo, by the changeset that did it, in the order in which they were made. */
export function against(blockers: readonly Blocker[]): Against[] {
  const groups = new Map<string, Against>();
  for (const blocker of blockers) {
    const { changesetId, seq, actor, reason, entity, id } = blocker;
    const key = String(changesetId ?? seq ?? "");
    const group = groups.get(key) ?? {
      ...(changesetId && { changeset: changesetId }),
      ...(seq && { seq }),
      ...(actor && { who: actor.name }),
      counts: [],
      blockers: [],
    };
    groups.set(key, group);
    if (group.blockers.some((known) => known.reason === reason && known.id === id)) continue;
    group.blockers.push(blocker);
    const counted = group.counts.find(([kind]) => kind === entity);
    if (counted) counted[1] += 1;
    else group.counts.push([entity, 1]);
  }
  return [...groups.values()].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
}

/** The changesets to take back before, oldest first; none when something else stands in the way too. */
export function takenBefore(groups: readonly Against[]): string[] {
  const ids = groups.map(({ changeset, blockers }) =>
    blockers.every(({ reason }) => reason === "CHANGED_LATER") ? changeset : undefined,
  );
  return ids.every((id) => id !== undefined) ? ids : [];
}
