/** One difference that a change made: where, and what was and is there; null for nothing. */
export interface Difference {
  path: string[];
  old: string | null;
  now: string | null;
}

interface FieldChange {
  field: string;
  old: unknown;
  new: unknown;
}

/** What a field holds that nobody reads: places in a list that tell themselves. */
const SILENT = new Set(["ordinal", "hidden"]);

/** The names of columns by their ids, where they are known: keys hold ids. */
type Names = ReadonlyMap<string, string>;

/** How values are told to whoever reads. */
export interface Words {
  names: Names;
  /** The word for a code of a field. */
  say: (field: string, code: string) => string;
  /** Of times; the browser's own when absent. */
  language?: string;
}

const PLAIN: Words = { names: new Map(), say: (_field, code) => code };
/** Fields that hold ids. */
const ENDS = new Set(["from", "to", "edge"]);
/** Fields that hold codes. */
const CODED = new Set(["kind", "level", "status", "origin"]);

/** The differences that a change made, thing by thing: of an object only the parts that differ. */
export function differences(
  fields: readonly FieldChange[],
  operation: "CREATED" | "UPDATED" | "DELETED",
  words: Words = PLAIN,
): Difference[] {
  return fields
    .filter(({ field }) => operation === "UPDATED" || !SILENT.has(field))
    .flatMap(({ field, old, new: now }) => compared([field], old, now, words));
}

function compared(path: string[], old: unknown, now: unknown, words: Words): Difference[] {
  // What was observed is told part by part; free objects such as properties would fall apart into splinters, and who
  // made a claim is one thing.
  if (
    path.length < 2 &&
    path[0] !== "claimant" &&
    (isObject(old) || isObject(now)) &&
    (isObject(old) || absent(old)) &&
    (isObject(now) || absent(now))
  ) {
    const parts = [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])];
    return parts.flatMap((part) =>
      compared([...path, part], Reflect.get(old ?? {}, part), Reflect.get(now ?? {}, part), words),
    );
  }
  const [was, is] = [shown(old, path, words), shown(now, path, words)];
  return was === is ? [] : [{ path, old: was, now: is }];
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function absent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** A value as one text; null for none. */
export function shown(value: unknown, path: readonly string[] = [], words: Words = PLAIN): string | null {
  const { names, say, language } = words;
  const field = path.at(-1) ?? "";
  if (absent(value) || value === "") return null;
  // An id that has no name says nothing to anybody.
  if (typeof value === "string" && path.length === 1 && ENDS.has(field)) return names.get(value) ?? null;
  if (typeof value === "string" && path.length === 1 && field === "source") return names.get(value) ?? value;
  if (typeof value === "string") return CODED.has(field) ? say(field, value) : value;
  if (typeof value === "boolean") return say("truth", String(value));
  // Times are microseconds.
  if (typeof value === "number" && ["introspectedAt", "at"].includes(field)) {
    return new Date(value / 1000).toLocaleString(language);
  }
  // People count places from one.
  if (typeof value === "number" && field === "ordinal" && path.length === 1) return String(value + 1);
  if (Array.isArray(value)) {
    if (value.length === 0) return null;
    if (field === "keys") return value.map((key) => keyText(key, words)).join("\n");
    if (value.every((one) => typeof one === "string" || typeof one === "number")) return value.join(", ");
  }
  const name = isObject(value) ? Reflect.get(value, "name") : undefined;
  if (field === "claimant" && typeof name === "string") return name;
  return JSON.stringify(value, null, isObject(value) || Array.isArray(value) ? 1 : undefined);
}

interface Key {
  kind: string;
  name?: string | null;
  columns: string[];
  references?: { schema?: string | null; name: string } | null;
}

/** A key in one line: what it is, of which columns, and what it points to. */
function keyText({ kind, name, columns, references }: Key, { names, say }: Words): string {
  const of = columns.map((id) => names.get(id) ?? "…").join(", ");
  const to = references && ` → ${[references.schema, references.name].filter(Boolean).join(".")}`;
  return `${say("key", kind)}${name ? ` ${name}` : ""} (${of})${to ?? ""}`;
}

/** The ids of data sources that a change holds. */
export function sourceIds(fields: readonly FieldChange[]): string[] {
  const ids = fields.filter(({ field }) => field === "source").flatMap(({ old, new: now }) => [old, now]);
  return ids.filter((id) => typeof id === "string");
}

/** The ids of columns that a change's keys hold. */
export function keyColumns(fields: readonly FieldChange[]): string[] {
  const lists = fields.flatMap(({ field, old, new: now }) => {
    if (field !== "keys" && field !== "observed") return [];
    return [old, now].map((value) => (field === "keys" ? value : isObject(value) && Reflect.get(value, "keys")));
  });
  return lists.flatMap((keys) => (Array.isArray(keys) ? (keys as Key[]).flatMap(({ columns }) => columns) : []));
}
