/** What a list is drawn by when its lines have no ids: what each says, with a number from the second alike on. */
export function keyed<T>(items: readonly T[], says: (item: T) => string): [key: string, item: T][] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const said = says(item);
    const times = (seen.get(said) ?? 0) + 1;
    seen.set(said, times);
    return [times === 1 ? said : `${said} (${times})`, item];
  });
}
