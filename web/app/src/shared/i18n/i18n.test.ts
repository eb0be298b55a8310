import { expect, test } from "vitest";
import { en } from "./en";
import { zh } from "./zh";

type Tree = { [key: string]: string | Tree };

/** Every key with its text; the forms of a plural are one key. */
function flat(tree: Tree, above = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = `${above}${key}`.replace(/_(one|other)$/u, "");
    if (typeof value === "string") found.set(path, value);
    else for (const [below, text] of flat(value, `${path}.`)) found.set(below, text);
  }
  return found;
}

const english = flat(en);
const chinese = flat(zh as Tree);

test("both languages have the same keys", () => {
  expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
});

test("both languages name the same values", () => {
  const values = (text: string) => (text.match(/\{\{\w+\}\}/gu) ?? []).sort();
  for (const [key, text] of english) expect(values(chinese.get(key) ?? ""), key).toEqual(values(text));
});

test("Chinese is Chinese", () => {
  for (const [key, text] of chinese) expect(text, key).toMatch(/\p{Script=Han}/u);
});
