import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { en } from "./en";
import { type Language, loadLanguage } from "./parts";
import { speakFor, speakIn } from "./server";

const KEPT = "ariadne-language";

declare module "i18next" {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

function wanted(): Language {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // A browser that keeps nothing goes by its own language.
  }
  return (kept ?? navigator.language).startsWith("zh") ? "zh" : "en";
}

/** What the whole app says, loaded when a language is first spoken; both have every text, so that none falls back. */
async function common(language: Language): Promise<object> {
  if (language === "en") return (await import("./en/common")).common;
  const { common, server } = await import("./zh/base");
  speakFor(language, server);
  return common;
}

/** Begins to speak. What is to be done about a key that has no text is for tests. */
export async function startI18n(language: Language = wanted(), missing?: (key: string) => void): Promise<void> {
  document.documentElement.lang = language;
  const texts = await common(language);
  speakIn(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: texts } },
    // React escapes.
    interpolation: { escapeValue: false },
    ...(missing && {
      saveMissing: true,
      missingKeyHandler: (_: readonly string[], __: string, key: string) => missing(key),
    }),
  });
  await loadLanguage(language);
}

/** Changes the language, and remembers it. */
export async function speak(language: Language): Promise<void> {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(KEPT, language);
  } catch {
    // Not remembered then.
  }
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await common(language));
  }
  await loadLanguage(language);
  speakIn(language);
  await i18next.changeLanguage(language);
}
