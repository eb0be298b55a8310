interface Answer<E> {
  data?: unknown;
  errors?: readonly E[];
}

/**
 * The error that left nothing of a field of the query itself, which is all that was asked for: it is not null because
 * there is none. What fails further below takes that field along where nothing in between may be null.
 */
export function failureOf<E extends { path?: unknown[] }>({ data, errors }: Answer<E>): E | undefined {
  const fields = (data ?? {}) as Record<string, unknown>;
  return errors?.find(({ path: [field] = [] }) => field === undefined || (fields[String(field)] ?? null) === null);
}
