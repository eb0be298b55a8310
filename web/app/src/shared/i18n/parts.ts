import i18next from "i18next";
import { isThere, untilReached } from "~/shared/graphql/reach";
import { speakFor } from "./server";

export const LANGUAGES = { en: "English", zh: "中文" } as const;
export type Language = keyof typeof LANGUAGES;

/** What pages say beside what the whole app says (`common`); `server` is what data sources say, in other languages. */
export const PARTS = [
  "access",
  "bulk",
  "canvas",
  "changes",
  "columns",
  "mapping",
  "newTable",
  "panels",
  "review",
  "search",
  "server",
  "signIn",
  "sources",
  "start",
  "table",
  "tables",
] as const;
export type Part = (typeof PARTS)[number];

const FILES = import.meta.glob<Record<string, object>>(["./en/*.ts", "./zh/*.ts", "!./*/index.ts"]);
const loads = new Map<string, Promise<void>>();
const wanted = new Set<Part>();
/** The language that is spoken, and the one that will be once its texts are there. */
const spoken = new Set<Language>();

async function fetchPart(language: Language, part: Part): Promise<void> {
  if (part === "server") {
    // The server speaks English.
    if (language === "zh") speakFor(language, (await import("./zh/server")).server);
    return;
  }
  const file = await FILES[`./${language}/${part}.ts`]?.();
  i18next.addResourceBundle(language, "translation", { [part]: file?.[part] }, true);
}

function loadPart(language: Language, part: Part): Promise<void> {
  const key = `${language} ${part}`;
  const begun = loads.get(key);
  if (begun) return begun;
  const load = fetchPart(language, part).catch((error) => {
    // What did not come may come when it is asked for again.
    loads.delete(key);
    throw error;
  });
  loads.set(key, load);
  return load;
}

/** Loads the texts of parts in the language that is spoken, and from here on in each that comes to be. */
export async function loadTexts(parts: readonly Part[]): Promise<void> {
  for (const part of parts) wanted.add(part);
  await Promise.all([...spoken].flatMap((language) => parts.map((part) => loadPart(language, part))));
}

/** What is loaded when it is first shown, together with the texts of its parts: no key is ever shown in their place. */
export function withTexts<File>(parts: readonly Part[], load: () => Promise<File>): () => Promise<File> {
  return async function whole(): Promise<File> {
    try {
      const [file] = await Promise.all([load(), loadTexts(parts)]);
      return file;
    } catch (error) {
      // A newer server has other files: the router loads the app anew. Without a server that would lose it.
      if (await isThere()) throw error;
      await untilReached();
      return whole();
    }
  };
}

/** Loads all that was said so far in a language that comes to be spoken. */
export async function loadLanguage(language: Language): Promise<void> {
  spoken.add(language);
  await Promise.all([...wanted].map((part) => loadPart(language, part)));
}
