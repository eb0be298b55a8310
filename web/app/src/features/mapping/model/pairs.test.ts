import { describe, expect, test } from "vitest";
import { type Action, inputsOf, keyOf, listed, type Pair, pairUp, reduce } from "./pairs";

const proposal = (from: string, to: string, confidence: number) => ({
  from,
  to,
  reason: "SIMILAR" as const,
  confidence,
});
const PROPOSED: Action = {
  do: "propose",
  proposals: [proposal("a", "x", 1), proposal("b", "y", 0.8), proposal("c", "z", 0.6)],
};
const during = (...actions: Action[]) => actions.reduce<readonly Pair[]>(reduce, []);
const states = (pairs: readonly Pair[]) => Object.fromEntries(pairs.map((pair) => [keyOf(pair), pair.state]));
const keys = (...all: string[]) => new Set(all);

describe("proposals", () => {
  test("are open until somebody decides", () => {
    expect(states(during(PROPOSED))).toEqual({ "a x": "open", "b y": "open", "c z": "open" });
  });

  test("are accepted and dismissed each", () => {
    const pairs = during(PROPOSED, { do: "accept", keys: keys("b y") }, { do: "dismiss", keys: keys("c z") });
    expect(states(pairs)).toEqual({ "a x": "open", "b y": "accepted", "c z": "dismissed" });
    expect(states(reduce(pairs, { do: "reopen", keys: keys("b y", "c z") }))).toEqual(states(during(PROPOSED)));
  });

  test("are accepted from a confidence on, and dismissed below it", () => {
    expect(states(during(PROPOSED, { do: "acceptAbove", confidence: 0.8 }))).toEqual({
      "a x": "accepted",
      "b y": "accepted",
      "c z": "open",
    });
    expect(states(during(PROPOSED, { do: "dismissBelow", confidence: 0.8 }))).toEqual({
      "a x": "open",
      "b y": "open",
      "c z": "dismissed",
    });
  });

  test("what was decided stays so, whatever is done with all", () => {
    const decided = during(PROPOSED, { do: "dismiss", keys: keys("a x") }, { do: "accept", keys: keys("c z") });
    const all: Action[] = [
      { do: "acceptAbove", confidence: 0 },
      { do: "dismissBelow", confidence: 1 },
    ];
    for (const action of all) {
      expect(states(reduce(decided, action))).toMatchObject({ "a x": "dismissed", "c z": "accepted" });
    }
  });

  test("that come anew leave decisions and words, and take away what nobody wants", () => {
    const decided = during(
      PROPOSED,
      { do: "accept", keys: keys("a x", "b y") },
      { do: "word", key: "a x", transformation: "trim" },
      { do: "propose", proposals: [proposal("a", "x", 0.9)] },
    );
    expect(states(decided)).toEqual({ "a x": "accepted", "b y": "accepted" });
    expect(decided.find((pair) => keyOf(pair) === "a x")).toMatchObject({ transformation: "trim", confidence: 0.9 });
  });
});

describe("pairs by hand", () => {
  const MADE: Action = { do: "make", pairs: [{ from: "d", to: "w" }] };

  test("are to be saved at once", () => {
    expect(during(MADE)).toEqual([{ from: "d", to: "w", state: "accepted", transformation: "" }]);
  });

  test("of what is proposed accept it, and keep why", () => {
    const pairs = during(PROPOSED, { do: "make", pairs: [{ from: "c", to: "z" }] });
    expect(pairs).toHaveLength(3);
    expect(pairs.find((pair) => keyOf(pair) === "c z")).toMatchObject({ state: "accepted", confidence: 0.6 });
  });

  test("made twice are one, and dismissed they are gone", () => {
    expect(during(MADE, MADE)).toHaveLength(1);
    expect(during(MADE, { do: "dismiss", keys: keys("d w") })).toEqual([]);
  });

  test.each<[string[], string[], string[] | undefined]>([
    [["a"], ["x"], ["a x"]],
    [
      ["a", "b"],
      ["x", "y"],
      ["a x", "b y"],
    ],
    [["a"], ["x", "y"], ["a x", "a y"]],
    [["a", "b", "c"], ["x"], ["a x", "b x", "c x"]],
    [["a", "b"], ["x", "y", "z"], undefined],
    [[], ["x"], undefined],
    [["a"], [], undefined],
    [[], [], undefined],
  ])("%j with %j", (from, to, expected) => {
    expect(pairUp(from, to)?.map(keyOf)).toEqual(expected);
  });
});

test("what is accepted is saved, with the words that were typed", () => {
  const pairs = during(
    PROPOSED,
    { do: "accept", keys: keys("a x", "c z") },
    { do: "word", key: "a x", transformation: " upper(a) " },
    { do: "word", key: "c z", transformation: "  " },
    { do: "dismiss", keys: keys("b y") },
    { do: "word", key: "b y", transformation: "never" },
  );
  expect(inputsOf(pairs)).toEqual([
    { from: "a", to: "x", transformation: "upper(a)" },
    { from: "c", to: "z" },
  ]);
  const sent = pairs.filter(({ state }) => state === "accepted");
  const saved = reduce(pairs, { do: "saved", pairs: sent });
  expect(states(saved)).toEqual({ "b y": "dismissed" });
  expect(inputsOf(saved)).toEqual([]);
  // Accepted, and worded otherwise, while the others were on their way.
  const later = reduce(reduce(pairs, { do: "make", pairs: [{ from: "later", to: "z" }] }), {
    do: "word",
    key: keyOf(sent[0] ?? { from: "", to: "" }),
    transformation: "upper",
  });
  expect(inputsOf(reduce(later, { do: "saved", pairs: sent }))).toHaveLength(2);
});

test("what is to be saved is listed first, then the most certain", () => {
  const pairs = during(PROPOSED, { do: "accept", keys: keys("c z") }, { do: "dismiss", keys: keys("a x") });
  expect(listed(pairs, false).map(keyOf)).toEqual(["c z", "b y"]);
  expect(listed(pairs, true).map(keyOf)).toEqual(["c z", "b y", "a x"]);
});

test("whoever words an open pair accepts it, and it stays in its place", () => {
  const pairs = during(PROPOSED, { do: "accept", keys: keys("c z") }, { do: "word", key: "b y", transformation: "t" });
  expect(states(pairs)).toEqual({ "a x": "open", "b y": "accepted", "c z": "accepted" });
  expect(listed(pairs, false).map(keyOf)).toEqual(["c z", "a x", "b y"]);
  expect(inputsOf(pairs)).toContainEqual({ from: "b", to: "y", transformation: "t" });
  expect(states(during(PROPOSED, { do: "word", key: "b y", transformation: " " }))["b y"]).toBe("open");
});
