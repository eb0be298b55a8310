import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { en } from "./en";
import { speakFor } from "./server";

const KEPT = "ariadne-language";

export const LANGUAGES = { en: "English", zh: "中文" } as const;
export type Language = keyof typeof LANGUAGES;

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

/** A language's texts are loaded when it is first spoken; both have every text, so that none falls back. */
async function texts(language: Language): Promise<object> {
  if (language === "en") return (await import("./en")).en;
  return (await import("./zh")).zh;
}

/** What the server says is in English already. */
async function speakForServer(language: Language): Promise<void> {
  speakFor(language === "en" ? undefined : (await import("./zh/server")).server);
}

export async function startI18n(language: Language = wanted()) {
  document.documentElement.lang = language;
  await speakForServer(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await texts(language) } },
    // React escapes.
    interpolation: { escapeValue: false },
  });
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
    i18next.addResourceBundle(language, "translation", await texts(language));
  }
  await speakForServer(language);
  await i18next.changeLanguage(language);
}
