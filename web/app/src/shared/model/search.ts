/* Values of an address: anybody can type one, so that what is none of them is left out. */

export function text(value: unknown): string | undefined {
  // The router reads `?q=1` as a number.
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function oneOf<T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value);
}

export function listOf<T extends string>(values: readonly T[], value: unknown): T[] | undefined {
  const given = Array.isArray(value) ? value : [value];
  const known = values.filter((one) => given.includes(one));
  return known.length > 0 ? known : undefined;
}

export function texts(value: unknown): string[] | undefined {
  const given = (Array.isArray(value) ? value : [value]).map(text).filter((one) => one !== undefined);
  return given.length > 0 ? given : undefined;
}

/** Every value of an enum of the schema: the type check fails when one is missing. */
export function every<T extends string>(values: Record<T, true>): readonly T[] {
  return Object.keys(values) as T[];
}
