import type { LineageInput, MappingReason } from "~/shared/graphql/generated/graphql";

/** Two columns that may belong together. */
export interface Pair {
  from: string;
  to: string;
  /** Why the server proposes it; a pair that somebody made has none. */
  reason?: MappingReason;
  confidence?: number;
  state: "open" | "accepted" | "dismissed";
  transformation: string;
  /** Accepted by typing in it: it is listed where it was, for nothing may move under one's hands. */
  stays?: true;
}

export interface Ends {
  from: string;
  to: string;
}

export const keyOf = ({ from, to }: Ends): string => `${from} ${to}`;

export type Action =
  | { do: "propose"; proposals: readonly (Ends & { reason: MappingReason; confidence: number })[] }
  | { do: "accept" | "dismiss" | "reopen"; keys: ReadonlySet<string> }
  | { do: "acceptAbove"; confidence: number }
  | { do: "dismissBelow"; confidence: number }
  | { do: "make"; pairs: readonly Ends[] }
  | { do: "word"; key: string; transformation: string }
  | { do: "saved"; pairs: readonly Pair[] };

/** What is proposed and made, after something was done with it. */
export function reduce(pairs: readonly Pair[], action: Action): readonly Pair[] {
  switch (action.do) {
    case "propose":
      return proposed(pairs, action.proposals);
    case "accept":
      return withState(pairs, (pair) => action.keys.has(keyOf(pair)), "accepted");
    case "dismiss":
      // A pair that somebody made is gone when it is dismissed: nobody proposes it again.
      return withState(
        pairs.filter((pair) => pair.reason !== undefined || !action.keys.has(keyOf(pair))),
        (pair) => action.keys.has(keyOf(pair)),
        "dismissed",
      );
    case "reopen":
      return withState(pairs, (pair) => action.keys.has(keyOf(pair)), "open");
    case "acceptAbove":
      return withState(pairs, (pair) => isOpen(pair) && (pair.confidence ?? 0) >= action.confidence, "accepted");
    case "dismissBelow":
      return withState(pairs, (pair) => isOpen(pair) && (pair.confidence ?? 1) < action.confidence, "dismissed");
    case "make":
      return made(pairs, action.pairs);
    case "word":
      return pairs.map((pair) => (keyOf(pair) === action.key ? worded(pair, action.transformation) : pair));
    case "saved": {
      // What was accepted or worded otherwise while it was on its way is still to be saved.
      const saved = new Map(action.pairs.map((pair) => [keyOf(pair), pair.transformation]));
      return pairs.filter((pair) => saved.get(keyOf(pair)) !== pair.transformation);
    }
  }
}

const isOpen = ({ state }: Pair) => state === "open";

/** Whoever says how the data is changed on its way wants the pair. */
function worded(pair: Pair, transformation: string): Pair {
  if (!isOpen(pair) || transformation.trim() === "") return { ...pair, transformation };
  return { ...pair, transformation, state: "accepted", stays: true };
}

function withState(pairs: readonly Pair[], which: (pair: Pair) => boolean, state: Pair["state"]): readonly Pair[] {
  return pairs.map((pair) => (which(pair) && pair.state !== state ? { ...pair, state } : pair));
}

/** What was decided stays decided; what is not proposed any more goes, unless somebody wants it. */
function proposed(
  pairs: readonly Pair[],
  proposals: readonly (Ends & { reason: MappingReason; confidence: number })[],
): readonly Pair[] {
  const before = new Map(pairs.map((pair) => [keyOf(pair), pair]));
  const now = proposals.map(({ from, to, reason, confidence }): Pair => {
    const known = before.get(keyOf({ from, to }));
    return { state: "open", transformation: "", ...known, from, to, reason, confidence };
  });
  const keys = new Set(now.map(keyOf));
  return [...pairs.filter((pair) => pair.state === "accepted" && !keys.has(keyOf(pair))), ...now];
}

function made(pairs: readonly Pair[], ends: readonly Ends[]): readonly Pair[] {
  const keys = new Set(ends.map(keyOf));
  const known = new Set(pairs.map(keyOf));
  const fresh = ends.filter((one) => !known.has(keyOf(one)));
  return [
    ...fresh.map(({ from, to }): Pair => ({ from, to, state: "accepted", transformation: "" })),
    ...withState(pairs, (pair) => keys.has(keyOf(pair)), "accepted"),
  ];
}

/**
 * The pairs of what is chosen on both sides: as many on both in their order, one with each of the others; undefined
 * when nobody can tell what belongs together.
 */
export function pairUp(from: readonly string[], to: readonly string[]): Ends[] | undefined {
  if (from.length === 0 || to.length === 0) return undefined;
  if (from.length === to.length) return from.flatMap((one, at) => (to[at] ? [{ from: one, to: to[at] }] : []));
  const [source] = from;
  const [target] = to;
  if (from.length === 1 && source) return to.map((one) => ({ from: source, to: one }));
  if (to.length === 1 && target) return from.map((one) => ({ from: one, to: target }));
  return undefined;
}

/** What is to be saved, as the server takes it. */
export function inputsOf(pairs: readonly Pair[]): LineageInput[] {
  return pairs
    .filter(({ state }) => state === "accepted")
    .map(({ from, to, transformation }) => {
      const words = transformation.trim();
      return words ? { from, to, transformation: words } : { from, to };
    });
}

/** Pairs as they are listed: what is to be saved, then what is proposed, the most certain first. */
export function listed(pairs: readonly Pair[], withDismissed: boolean): Pair[] {
  const order = { accepted: 0, open: 1, dismissed: 2 };
  const place = ({ state, stays }: Pair) => order[stays && state === "accepted" ? "open" : state];
  return pairs
    .filter(({ state }) => withDismissed || state !== "dismissed")
    .sort((a, b) => place(a) - place(b) || (b.confidence ?? 1) - (a.confidence ?? 1));
}
