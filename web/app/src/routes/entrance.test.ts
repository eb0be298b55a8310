import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Texts = Record<string, string | string[] | Record<string, string>>;

// The pages on the way in are written by hand, without a build: their texts are read from the file that is served.
const script = readFileSync("../entrance/entrance.js", "utf8");
const page = readFileSync("../entrance/index.html", "utf8");
const literal = /const TEXTS = (\{[\s\S]*?\n\});/u.exec(script)?.[1];
const { en, zh } = new Function(`return ${literal}`)() as { en: Texts; zh: Texts & { codes: Record<string, string> } };

test("the way in speaks both languages", () => {
  const { codes, ...texts } = zh;
  expect(Object.keys(texts)).toEqual(Object.keys(en));
  for (const text of [...Object.values(texts).flat(), ...Object.values(codes)]) expect(text).toMatch(/\p{Script=Han}/u);
});

test("both languages name the same values", () => {
  const places = (text: Texts[string] | undefined) => [text].flat().map((one) => String(one).split("{}").length);
  for (const [key, text] of Object.entries(en)) expect(places(zh[key]), key).toEqual(places(text));
});

test("every text that the page asks for is there", () => {
  const asked = [...page.matchAll(/data-text="(\w+)"/gu)].map(([, key = ""]) => key);
  expect(asked.length).toBeGreaterThan(4);
  for (const key of asked) expect(en, key).toHaveProperty(key);
});
