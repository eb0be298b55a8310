import type { AuditAction, AuditFilter } from "~/shared/graphql/generated/graphql";
import { day, startOfDay } from "~/shared/model/day";
import { listOf, text } from "~/shared/model/search";
import { ALL_ACTIONS } from "./search";

/** What the address of the audit log says. Days are those of the reader's clock. */
export interface AuditSearch {
  action?: AuditAction[];
  actor?: string;
  source?: string;
  outcome?: string;
  from?: string;
  to?: string;
}

export const NO_AUDIT_FILTER: Record<keyof AuditSearch, undefined> = {
  action: undefined,
  actor: undefined,
  source: undefined,
  outcome: undefined,
  from: undefined,
  to: undefined,
};

export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  return {
    action: listOf(ALL_ACTIONS, raw.action),
    actor: text(raw.actor),
    source: text(raw.source),
    outcome: text(raw.outcome),
    from: day(raw.from),
    to: day(raw.to),
  };
}

/** The filter that the server takes; the last day is within. */
export function auditFilterOf({ action, actor, source, outcome, from, to }: AuditSearch): AuditFilter {
  const begin = from && startOfDay(from)?.toISOString();
  const end = to && startOfDay(to, 1)?.toISOString();
  return {
    ...(action && { actions: action }),
    ...(actor && { actorId: actor }),
    ...(source && { sourceId: source }),
    ...(outcome && { outcome }),
    ...(begin && { from: begin }),
    ...(end && { before: end }),
  };
}

/** Where the same entries are a file. */
export function csvAddress(filter: AuditFilter): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value) values.set(name, Array.isArray(value) ? value.join(",") : String(value));
  }
  const query = values.toString();
  return `/export/audit.csv${query && `?${query}`}`;
}

/** The details of an entry as pairs of a name and a text; what is nothing is left out. */
export function detailsOf(details: unknown): [name: string, value: string][] {
  if (typeof details !== "object" || details === null) return [];
  return Object.entries(details)
    .filter(([, value]) => value !== null && value !== "" && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => [name, textOf(value)]);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Whether what was noted did not go as somebody wanted. */
export function wentWrong(outcome: string): boolean {
  return !["OK", "PASSED", "WARNING"].includes(outcome);
}
