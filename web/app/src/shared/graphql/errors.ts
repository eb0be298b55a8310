import i18n from "i18next";
import { blockedIn, errorIn, violationIn } from "~/shared/i18n/server";

/** What is wrong with one value of an input, by its path within the input. */
export interface InputProblem {
  path: string[];
  code: string;
  message: string;
}

/** What a source said, where a source was the reason. */
export interface SourceProblem {
  code?: string | null;
  title: string;
  cause?: string | null;
  remedy?: string | null;
  engineCode?: string | null;
  engineMessage?: string | null;
}

/** A name that a source has, offered where another was not found. */
export interface Suggestion {
  schema?: string | null;
  name: string;
}

/** What stands against an undo: what was done later, or what is in the way now. */
export interface Blocker {
  reason: string;
  entity: string;
  id: string;
  name: string;
  field?: string | null;
  changesetId?: string | null;
  seq?: number | null;
  actor?: { name: string } | null;
  at?: string | null;
}

interface Conflict {
  id?: string;
  name?: string;
  blockers?: unknown;
  actor?: { name?: string } | null;
}

/** The first error of an answer, as the server words it. */
export class ServerError extends Error {
  readonly code: string;
  readonly problems: InputProblem[];
  readonly source: SourceProblem | undefined;
  readonly suggestions: Suggestion[];
  readonly blockers: Blocker[];
  /** Who was faster, of a conflict. */
  readonly by: string | undefined;
  /** What is in the way, of a conflict with another thing. */
  readonly other: { id: string; name: string } | undefined;
  readonly requestId: string | undefined;

  constructor(message: string, extensions: Record<string, unknown> = {}) {
    super(message);
    this.name = "ServerError";
    this.code = typeof extensions.code === "string" ? extensions.code : "INTERNAL";
    this.problems = list<InputProblem>(extensions.problems);
    this.source = (extensions.source ?? undefined) as SourceProblem | undefined;
    this.suggestions = list<Suggestion>(extensions.suggestions);
    const conflict = extensions.conflict as Conflict | undefined;
    this.blockers = list<Blocker>(conflict?.blockers);
    this.by = conflict?.actor?.name;
    this.other = conflict?.id && conflict.name ? { id: conflict.id, name: conflict.name } : undefined;
    this.requestId = typeof extensions.requestId === "string" ? extensions.requestId : undefined;
  }
}

function list<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** The sentence to show for whatever was thrown, in the reader's language as far as it is known there. */
export function messageOf(error: unknown): string {
  if (error instanceof ServerError) {
    // The server speaks of tokens too, which are for scripts.
    if (error.code === "UNAUTHENTICATED") return i18n.t("failure.signedOut");
    return blockedIn(error.blockers) ?? errorIn(error.code, error.message);
  }
  return error instanceof Error ? error.message : String(error);
}

/** The first problem of each path, joined by dots: what a form shows at its fields. */
export function problemsByPath(error: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (!(error instanceof ServerError)) return found;
  for (const { path, code, message } of error.problems) found[path.join(".")] ??= violationIn(code, message);
  return found;
}
