import { describe, expect, test } from "vitest";
import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import { decisionOf, decisionsOn, isShare, mayWith, patchOf, shareOf, wordsOf } from "./claims";

const ADA = { id: "ada", kind: "PERSON" as const };
const SCRIPT = { id: "script", kind: "TOKEN" as const };
const claim = (actor: typeof ADA | typeof SCRIPT, origin: LineageOrigin, status: LineageStatus, process = "") => ({
  id: `${actor.id} ${origin} ${process}`,
  origin,
  status,
  process: process || null,
  actor,
});

describe("what may be done with a claim", () => {
  const viewer = (actor: typeof ADA | typeof SCRIPT, mayEdit = true) => ({ ...actor, mayEdit });
  test.each([
    ["a person with his own", viewer(ADA), ADA, true, true],
    ["a person with a script's", viewer(ADA), SCRIPT, false, true],
    ["a script with its own", viewer(SCRIPT), SCRIPT, true, true],
    ["a script with a person's", viewer(SCRIPT), ADA, false, false],
    ["a viewer with his own", viewer(ADA, false), ADA, false, false],
  ])("%s", (_, who, of, reword, withdraw) => {
    expect(mayWith(claim(of, "SQL", "PROPOSED"), who)).toEqual({ reword, withdraw });
  });
});

describe("what may be decided", () => {
  const edge = (...assertions: ReturnType<typeof claim>[]) => ({
    status: "PROPOSED" as const,
    origins: [],
    derived: false,
    assertions,
  });
  const ada = { ...ADA, mayEdit: true };

  test("a decision is one's own claim that names no process", () => {
    const own = claim(ADA, "MANUAL", "REJECTED");
    expect(decisionOf([claim(SCRIPT, "SQL", "PROPOSED"), own], "ada")).toBe(own);
    expect(decisionOf([claim(ADA, "MANUAL", "APPROVED", "job")], "ada")).toBeUndefined();
    expect(decisionOf([claim(ADA, "SQL", "APPROVED")], "ada")).toBeUndefined();
    expect(decisionOf([own], "bob")).toBeUndefined();
  });

  test("whoever has not decided may approve and reject", () => {
    expect(decisionsOn(edge(claim(SCRIPT, "SQL", "PROPOSED")), ada)).toEqual({
      approve: true,
      reject: true,
      takeBack: false,
    });
  });

  test("whoever has decided may decide otherwise or take it back", () => {
    expect(decisionsOn(edge(claim(ADA, "MANUAL", "APPROVED")), ada)).toEqual({
      approve: false,
      reject: true,
      takeBack: true,
    });
    expect(decisionsOn(edge(claim(ADA, "MANUAL", "REJECTED")), ada)).toEqual({
      approve: true,
      reject: false,
      takeBack: true,
    });
    expect(decisionsOn(edge(claim(ADA, "MANUAL", "PROPOSED")), ada).takeBack).toBe(false);
  });

  test("viewers and scripts decide nothing", () => {
    const nothing = { approve: false, reject: false, takeBack: false };
    const one = edge(claim(SCRIPT, "SQL", "PROPOSED"));
    expect(decisionsOn(one, { ...ada, mayEdit: false })).toEqual(nothing);
    expect(decisionsOn(one, { ...SCRIPT, mayEdit: true })).toEqual(nothing);
  });

  test("a derived edge is decided on as any, and has no decision to take back", () => {
    expect(decisionsOn({ ...edge(), derived: true }, ada)).toEqual({ approve: true, reject: true, takeBack: false });
  });
});

describe("the words of a claim", () => {
  const WORDS = { transformation: "sum(x)", note: "", process: "", confidence: "" };

  test("nothing is the empty text", () => {
    expect(wordsOf({ transformation: "sum(x)", note: null, process: null, confidence: null })).toEqual(WORDS);
    expect(wordsOf({ transformation: null, note: null, process: null, confidence: 0.875 }).confidence).toBe("87.5");
  });

  test("only what is different is told, and what is emptied is cleared", () => {
    expect(patchOf(WORDS, WORDS)).toBeUndefined();
    expect(patchOf(WORDS, { ...WORDS, note: " why " })).toEqual({ note: "why" });
    expect(patchOf(WORDS, { ...WORDS, transformation: "" })).toEqual({ transformation: null });
    expect(patchOf(WORDS, { ...WORDS, confidence: "90" })).toEqual({ confidence: 0.9 });
    expect(patchOf({ ...WORDS, confidence: "90" }, WORDS)).toEqual({ confidence: null });
  });

  test.each([
    ["", null],
    ["100", 1],
    ["87.5 %", 0.875],
    ["0", 0],
  ])("%j hundredths are %s", (typed, share) => {
    expect(shareOf(typed)).toBe(share);
    expect(isShare(typed)).toBe(true);
  });

  test.each(["-1", "101", "half"])("%j is no share", (typed) => {
    expect(isShare(typed)).toBe(false);
  });
});
