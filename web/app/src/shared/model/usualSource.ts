/** The source that a table is most likely of: the one that was used last among those that are there, else the only one. */
export function usualSource(choices: readonly { id: string }[], used: readonly string[]): string | undefined {
  const last = used.find((id) => choices.some((choice) => choice.id === id));
  return last ?? (choices.length === 1 ? choices[0]?.id : undefined);
}
