/** One part of a name: in quotes whatever it holds, else up to a dot. */
const PART = /^(?:"(?<quoted>(?:[^"]|"")+)"|(?<plain>[^".]+))(?:\.(?=.)|$)/u;

/**
 * What was typed as schema and name, as a source would tell it: apart at the first dot, for the names of some sources
 * have dots themselves. What stands in quotes stays together.
 */
export function splitName(typed: string): { schema?: string; name: string } {
  const whole = typed.trim();
  const [schema, after] = partOf(whole) ?? [];
  if (schema === undefined || after === undefined) return { name: whole };
  if (after === "") return { name: schema };
  const [name, rest] = partOf(after) ?? [];
  return { schema, name: name !== undefined && rest === "" ? name : after };
}

function partOf(text: string): [part: string, rest: string] | undefined {
  const found = PART.exec(text);
  const part = found?.groups?.quoted?.replaceAll('""', '"') ?? found?.groups?.plain;
  return found && part !== undefined && part.trim() !== "" ? [part, text.slice(found[0].length)] : undefined;
}
