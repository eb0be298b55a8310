import { expect, test } from "vitest";
import { doneSteps, nextStep, type Progress } from "./steps";

const NOTHING: Progress = { sources: [], fetched: false, linked: false, drawn: false };
const tested = (status: string) => [{ id: "s", lastTest: { status } }];

test.each<[string, Partial<Progress>, string[], string | undefined]>([
  ["nothing", {}, [], "connect"],
  ["an untested source", { sources: [{ id: "s", lastTest: null }] }, ["connect"], "test"],
  ["a failed test", { sources: tested("FAILED") }, ["connect"], "test"],
  ["a test with warnings", { sources: tested("WARNING") }, ["connect", "test"], "fetch"],
  ["a passed test", { sources: tested("PASSED") }, ["connect", "test"], "fetch"],
  ["a fetched table whose source is gone", { fetched: true }, ["connect", "test", "fetch"], "link"],
  ["lineage by hand alone", { linked: true }, ["link"], "connect"],
  ["lineage that was looked at before there was any", { drawn: true }, [], "connect"],
  [
    "everything",
    { sources: tested("PASSED"), fetched: true, linked: true, drawn: true },
    ["connect", "test", "fetch", "link", "draw"],
    undefined,
  ],
])("%s", (_, progress, done, next) => {
  const steps = doneSteps({ ...NOTHING, ...progress });
  expect([...steps]).toEqual(done);
  expect(nextStep(steps)).toBe(next);
});
