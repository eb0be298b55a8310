import { text } from "./search";

/* Days of an address, as `2026-11-30`, by the reader's own clock. */

/** A day that there is; others are left out. */
export function day(value: unknown): string | undefined {
  const typed = text(value);
  return typed && startOfDay(typed) ? typed : undefined;
}

/** When a day begins, or the one so many days after it. */
export function startOfDay(day: string, after = 0): Date | undefined {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day);
  if (!found) return undefined;
  const [year = 0, month = 0, date = 0] = found.slice(1).map(Number);
  const begins = at(year, month - 1, date);
  // 30 February would be a day in March.
  if (begins.getMonth() !== month - 1 || begins.getDate() !== date) return undefined;
  return at(year, month - 1, date + after);
}

/** Midnight of a day; unlike `new Date(99, …)`, which means 1999, of the year that is meant. */
function at(year: number, month: number, date: number): Date {
  const midnight = new Date(2000, 0, 1);
  midnight.setFullYear(year, month, date);
  return midnight;
}
