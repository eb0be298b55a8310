import type { AuditAction, AuditFilter } from "~/shared/graphql/generated/graphql";
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

/** A day that there is, as `2026-11-30`. */
function day(value: unknown): string | undefined {
  const typed = text(value);
  return typed && startOf(typed, 0) ? typed : undefined;
}

/** When a day begins (or the one so many days after it) by the reader's clock. */
function startOf(day: string, after: number): Date | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day);
  if (!found) return undefined;
  const [year = 0, month = 0, date = 0] = found.slice(1).map(Number);
  const begins = new Date(year, month - 1, date);
  // 30 February would be a day in March.
  if (begins.getMonth() !== month - 1 || begins.getDate() !== date) return undefined;
  return new Date(year, month - 1, date + after);
}

/** The filter that the server takes; the last day is within. */
export function auditFilterOf({ action, actor, source, outcome, from, to }: AuditSearch): AuditFilter {
  const begin = from && startOf(from, 0)?.toISOString();
  const end = to && startOf(to, 1)?.toISOString();
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
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}

/** Whether what was noted did not go as somebody wanted. */
export function wentWrong(outcome: string): boolean {
  return !["OK", "PASSED", "WARNING"].includes(outcome);
}
