/** What is wrong with one value of an input, by its path within the input. */
export interface InputProblem {
  path: string[];
  code: string;
  message: string;
}

/** What a source said, where a source was the reason. */
export interface SourceProblem {
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

/** The first error of an answer, as the server words it. */
export class ServerError extends Error {
  readonly code: string;
  readonly problems: InputProblem[];
  readonly source: SourceProblem | undefined;
  readonly suggestions: Suggestion[];
  readonly requestId: string | undefined;

  constructor(message: string, extensions: Record<string, unknown> = {}) {
    super(message);
    this.name = "ServerError";
    this.code = typeof extensions.code === "string" ? extensions.code : "INTERNAL";
    this.problems = list<InputProblem>(extensions.problems);
    this.source = (extensions.source ?? undefined) as SourceProblem | undefined;
    this.suggestions = list<Suggestion>(extensions.suggestions);
    this.requestId = typeof extensions.requestId === "string" ? extensions.requestId : undefined;
  }
}

function list<T>(value: unknown): T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

/** The sentence to show for whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The first problem of each path, joined by dots: what a form shows at its fields. */
export function problemsByPath(error: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  if (!(error instanceof ServerError)) return found;
  for (const { path, message } of error.problems) found[path.join(".")] ??= message;
  return found;
}
