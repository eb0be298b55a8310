/** A point of history that somebody typed: the seq of a changeset, a day or a time; undefined for none. */
export function pointOf(typed: string): string | undefined {
  const text = typed.trim().replace(/^#/u, "");
  if (/^\d+$/u.test(text)) return text;
  // What JavaScript reads besides is not what people mean: "May 3 2001" has no place on the calendar here.
  if (!/^\d{4}-\d{2}-\d{2}/u.test(text)) return undefined;
  const [day = "", time] = text.split(/[ T]/u, 2);
  // A day is all of it.
  const moment = time ? new Date(`${day}T${time}`) : new Date(`${day}T23:59:59.999`);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}
