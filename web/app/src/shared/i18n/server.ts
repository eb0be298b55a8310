/*
 * The server speaks English. What it says is told in the reader's language by its stable codes and names; what has
 * no words in that language is told as the server says it. English needs none of this.
 */

/** What happened, and in general words what to do. */
export type ProblemTexts = readonly [title: string, remedy?: string];

interface SettingTexts {
  label: string;
  help: string;
  choices?: Record<string, string>;
}

export interface KindTexts {
  /** By the names of the settings. */
  settings: Record<string, SettingTexts>;
}

interface BlockedTexts {
  begin: string;
  /** By reason, and before that by reason and kind of thing (`NAME_TAKEN EDGE`); `{}` stands for how many there are. */
  reasons: Record<string, string>;
}

export interface ServerTexts {
  /** The kinds of sources. */
  titles: Record<string, string>;
  /** By the kinds of sources. */
  kinds: Record<string, KindTexts>;
  /** By the names of the steps of a connection test. */
  steps: Record<string, string>;
  /** The step that reads a view of the dictionary, whose name it has; `{}` stands for the view. */
  view: string;
  /** By the codes of problems of sources and warnings. */
  problems: Record<string, ProblemTexts>;
  /** By the codes of errors. */
  errors: Record<string, string>;
  /** What stands against an undo. */
  blocked: BlockedTexts;
  /** By the codes of what is wrong with one value. */
  violations: Record<string, string>;
  /** By the codes of what is wrong with an imported file. */
  files: Record<string, string>;
}

const NONE: ServerTexts = {
  titles: {},
  kinds: {},
  steps: {},
  view: "",
  problems: {},
  errors: {},
  blocked: { begin: "", reasons: {} },
  violations: {},
  files: {},
};
const known = new Map<string, ServerTexts>();
let spoken: ServerTexts | undefined;
let language = "en";

/** Adds words of a language: they come with the pages that need them. */
export function speakFor(of: string, texts: Partial<ServerTexts>): void {
  known.set(of, { ...NONE, ...known.get(of), ...texts });
  speakIn(language);
}

/** The language that is spoken from here on; English has no words of its own. */
export function speakIn(next: string): void {
  language = next;
  spoken = known.get(next);
}

/** A text, and whether it is the server's own English among words of another language. */
export interface Words {
  text: string;
  lang?: "en";
}

function words(text: string | undefined, server: string): Words {
  if (text) return { text };
  return spoken ? { text: server, lang: "en" } : { text: server };
}

export const kindTitle = (kind: string, title: string) => spoken?.titles[kind] ?? title;

/** A step of a connection test. */
export function stepWords(name: string, title: string): Words {
  const view = name.toUpperCase();
  const ofView = title === `Read ${view}` ? spoken?.view.replace("{}", view) : undefined;
  return words(spoken?.steps[name] ?? ofView, title);
}

interface Setting {
  name: string;
  label: string;
  help: string;
  choices: readonly { value: string; label: string }[];
}

/** A setting with its label, help and choices in the reader's language. */
export function settingIn<S extends Setting>(kind: string, setting: S): S {
  const known = spoken?.kinds[kind]?.settings[setting.name];
  if (!known) return setting;
  const choices = setting.choices.map((choice) => ({
    ...choice,
    label: known.choices?.[choice.value] ?? choice.label,
  }));
  return { ...setting, label: known.label, help: known.help, choices };
}

/** A problem in the reader's language; undefined where the server's own words are what there is. */
export function problemIn(code: string | null | undefined): { title: string; remedy?: string } | undefined {
  const [title, remedy] = (code && spoken?.problems[code]) || [];
  return title ? { title, remedy } : undefined;
}

/** What is wrong with an imported file in the reader's language; undefined where the server's words are what there is. */
export const fileProblemIn = (code: string): string | undefined =>
  spoken?.files[code] ?? spoken?.violations[code]?.replace(/：$/u, "。");

/** What ends with a colon goes on with the server's own words, which name what it is about. */
function joined(known: string | undefined, server: string): string {
  if (!known) return server;
  return known.endsWith("：") ? `${known}${server}` : known;
}

/** An error in the reader's language. */
export const errorIn = (code: string, message: string): string => joined(spoken?.errors[code], message);

interface Blocked {
  reason: string;
  entity: string;
  id: string;
}

/**
 * Why an undo is refused, in the reader's language; undefined where the server's words are what there is, as where one
 * of the reasons is not known here.
 */
export function blockedIn(blockers: readonly Blocked[]): string | undefined {
  const { begin = "", reasons = {} } = spoken?.blocked ?? {};
  const things = new Map<string, Set<string>>();
  for (const { reason, entity, id } of blockers) {
    const said = reasons[`${reason} ${entity}`] ?? reasons[reason];
    if (!said) return undefined;
    things.set(said, (things.get(said) ?? new Set()).add(id));
  }
  if (things.size === 0) return undefined;
  return begin + [...things].map(([said, { size }]) => said.replace("{}", String(size))).join("");
}

/** What is wrong with a value, in the reader's language. */
export const violationIn = (code: string, message: string): string => joined(spoken?.violations[code], message);
