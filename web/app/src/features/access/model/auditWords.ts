import i18n, { type TFunction } from "i18next";
import { elapsed } from "~/shared/model/time";
import { ALL_ACTIONS, ALL_ROLES } from "./search";

const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/iu;
/** Times are microseconds. */
const TIMES = new Set(["from", "before"]);

/** What tells the details of an entry in the reader's words. */
export interface AuditWords {
  t: TFunction;
  language: string;
  /** Names of people and data sources by their ids. */
  names: ReadonlyMap<string, string>;
}

/** Whether there is a text: the server may say what no text here knows. */
const known = (key: string) => i18n.exists(key);

/** How something went; what has no word is told as it is. */
export function outcomeText(t: TFunction, outcome: string): string {
  return known(`access.outcome.${outcome}`) ? t(`access.outcome.${outcome as "OK"}`) : outcome;
}

/** A detail as "name: value". */
export function detailText([name, value]: readonly [string, string], words: AuditWords): string {
  const { t } = words;
  const told = valueText(name, value, words);
  // A sentence of its own.
  if (name === "more") return told;
  const called = known(`access.detail.${name}`) ? t(`access.detail.${name as "by"}`) : name;
  return `${called}${words.language.startsWith("zh") ? "：" : ": "}${told}`;
}

function valueText(name: string, value: string, { t, language, names }: AuditWords): string {
  const named = names.get(value);
  if (named !== undefined) return named;
  // Its end is enough to see that two entries are about the same.
  if (ID.test(value)) return `…${value.slice(-8)}`;
  if (TIMES.has(name) && /^\d+$/u.test(value)) return new Date(Number(value) / 1000).toLocaleString(language);
  if (name === "elapsedMs") return elapsed(Number(value), language);
  if (name === "failedStep" && known(`access.step.${value}`)) return t(`access.step.${value as "dns"}`);
  if (name === "outcome") return outcomeText(t, value);
  if (name === "purpose" && known(`access.purpose.${value}`)) return t(`access.purpose.${value as "INVITE"}`);
  const role = ALL_ROLES.find((one) => one === value);
  if (role) return t(`role.${role}`);
  if (value === "true" || value === "false") return t(`access.truth.${value}`);
  if (name === "actions") {
    return value.replaceAll(/[A-Z_]+/gu, (code) => {
      const action = ALL_ACTIONS.find((one) => one === code);
      return action ? t(`access.action.${action}`) : code;
    });
  }
  // How one signed in, why something was refused, and the like: sentences of the server.
  const said = `access.said.${value.replaceAll(".", "")}`;
  return known(said) ? t(said as "access.said.link") : value;
}
