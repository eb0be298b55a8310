import i18n from "i18next";
import { beforeAll, expect, test } from "vitest";
import { loadTexts, PARTS } from "~/shared/i18n/parts";
import { detailText, outcomeText } from "./auditWords";

beforeAll(() => loadTexts(PARTS));

const PERSON = "01a22e66-aaf1-7038-acbf-93938a12ee83";
const told = (name: string, value: string) =>
  detailText([name, value], { t: i18n.t, language: "en", names: new Map([[PERSON, "Ada"]]) });

test.each([
  ["by", "link", "by: link"],
  ["purpose", "INVITE", "purpose: Join the catalog"],
  ["role", "EDITOR", "role: Editor"],
  ["person", PERSON, "person: Ada"],
  ["session", "01a22e66-af60-7199-b567-fa6d0606fdd6", "session: …0606fdd6"],
  ["everywhere", "true", "everywhere: yes"],
  ["reason", "dead link", "reason: the link does not work any more"],
  ["actions", "SIGN_IN, TEST", "actions: Sign-in, Connection test"],
  ["login", "ada", "sign-in name: ada"],
  ["from", "1796062578874151", `from: ${new Date(1_796_062_578_874).toLocaleString("en")}`],
  [
    "more",
    "Further refusals within this minute are counted only.",
    "Further refusals within this minute are only counted.",
  ],
  ["elapsedMs", "1500", "took: 1.5 s"],
  ["failedStep", "authentication", "failed at: logging in"],
  ["failedStep", "somersault", "failed at: somersault"],
  ["unheard", "of", "unheard: of"],
])("%s %s is %s", (name, value, text) => {
  expect(told(name, value)).toBe(text);
});

test("outcomes are words, and codes that nobody knows stay", () => {
  expect(outcomeText(i18n.t, "UNAUTHENTICATED")).toBe("Not recognised");
  expect(outcomeText(i18n.t, "NEW_CODE")).toBe("NEW_CODE");
});
