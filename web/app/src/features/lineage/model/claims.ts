import type { ActorKind, LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";

interface Claim {
  id: string;
  origin: LineageOrigin;
  process: string | null;
  status: LineageStatus;
  actor: { id: string; kind: ActorKind };
}

interface Edge {
  status: LineageStatus;
  origins: readonly LineageOrigin[];
  derived: boolean;
}

/** Whoever looks, as an actor. */
export interface Viewer {
  id: string;
  kind: ActorKind;
  mayEdit: boolean;
}

/** What may be done with a claim: its words are its claimant's; a person withdraws any, a script its own. */
export function mayWith(claim: Claim, { id, kind, mayEdit }: Viewer) {
  const own = claim.actor.id === id;
  return { reword: mayEdit && own, withdraw: mayEdit && (own || kind === "PERSON") };
}

/** The decision that somebody made on an edge: his claim as a person that names no process. */
export function decisionOf<C extends Claim>(claims: readonly C[], viewer: string): C | undefined {
  return claims.find(({ origin, process, actor }) => origin === "MANUAL" && process === null && actor.id === viewer);
}

/** What may be decided on an edge. Nobody has claimed a derived one: deciding on it is to claim it. */
export function decisionsOn(edge: Edge & { assertions: readonly Claim[] }, viewer: Viewer) {
  const own = decisionOf(edge.assertions, viewer.id);
  const may = viewer.mayEdit && viewer.kind === "PERSON";
  return {
    approve: may && own?.status !== "APPROVED",
    reject: may && own?.status !== "REJECTED",
    takeBack: may && own !== undefined && own.status !== "PROPOSED",
  };
}

/** The words of a claim as they are typed. */
export interface Words {
  transformation: string;
  note: string;
  process: string;
  /** In hundredths; empty for certain. */
  confidence: string;
}

export function wordsOf(claim: {
  transformation: string | null;
  note: string | null;
  process: string | null;
  confidence: number | null;
}): Words {
  return {
    transformation: claim.transformation ?? "",
    note: claim.note ?? "",
    process: claim.process ?? "",
    confidence: claim.confidence === null ? "" : String(Math.round(claim.confidence * 1000) / 10),
  };
}

/** What is different, as the server takes it; undefined when nothing is. */
export function patchOf(before: Words, after: Words): Record<string, string | number | null> | undefined {
  const patch: Record<string, string | number | null> = {};
  for (const field of ["transformation", "note", "process"] as const) {
    const text = after[field].trim();
    if (text !== before[field]) patch[field] = text === "" ? null : text;
  }
  if (after.confidence.trim() !== before.confidence) patch.confidence = shareOf(after.confidence);
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** Hundredths that somebody typed as a share from 0 to 1; null for none. */
export function shareOf(percent: string): number | null {
  const text = percent.trim().replace(/%$/u, "");
  if (text === "") return null;
  return Math.round(Number(text) * 10) / 1000;
}

/** Whether somebody typed hundredths that are a share, or nothing. */
export function isShare(percent: string): boolean {
  const share = shareOf(percent);
  return share === null || (share >= 0 && share <= 1);
}
