/** When lineage changed. */
export interface Stop {
  seq: number;
  at: string;
}

/** The places of a slider over history: the start, each change from the oldest known to the newest, and now. */
export interface Track<S extends Stop = Stop> {
  /** Oldest first. */
  stops: readonly S[];
  /** The place that is now. */
  now: number;
}

/** `newestFirst` are the changes that are known; place 0 is before the first of them. */
export function trackOf<S extends Stop>(newestFirst: readonly S[]): Track<S> {
  const stops = newestFirst.toReversed();
  // The newest change is what holds now: the place behind it would show the same.
  return { stops, now: Math.max(stops.length, 1) };
}

/** What was changed last at a place; undefined before the first known change. */
export function stopAt<S extends Stop>(track: Track<S>, place: number): S | undefined {
  return track.stops[place - 1];
}

/** The point of history at a place, as the address says it; undefined is now. */
export function pointAt(track: Track, place: number): string | undefined {
  if (place >= track.now) return undefined;
  const stop = stopAt(track, place);
  if (stop) return String(stop.seq);
  const [oldest] = track.stops;
  return oldest ? String(oldest.seq - 1) : undefined;
}

/** The place of a point of history: that of the last change up to it. */
export function placeOf(track: Track, point: string | undefined): number {
  if (point === undefined) return track.now;
  const upTo = /^\d+$/u.test(point)
    ? ({ seq }: Stop) => seq <= Number(point)
    : ({ at }: Stop) => Date.parse(at) <= Date.parse(point);
  // Now is whatever comes: a point in the past stays one although nothing changed since.
  return Math.min(track.stops.filter(upTo).length, track.now);
}

/** The two points of a comparison in order; a comparison of a point with itself is none. */
export function compared(track: Track, [early, late]: readonly [number, number]) {
  const [from, to] = early <= late ? [early, late] : [late, early];
  // Something before now is what now is compared with.
  const since = from === track.now ? from - 1 : from;
  return { since: pointAt(track, since) ?? "0", at: pointAt(track, to) };
}

/** What a comparison begins with: from the point that is looked at to now, or from the change before when that is now. */
export function comparedFrom(track: Track, at: string | undefined) {
  if (at === undefined || placeOf(track, at) === track.now) return compared(track, [track.now, track.now]);
  return { since: at, at: undefined };
}

/** Where the ends of a comparison are after a key has sent one as far as it goes; undefined for any other key. */
export function sent(
  track: Track,
  [early, late]: readonly [number, number],
  end: 0 | 1,
  key: string,
): [number, number] | undefined {
  if (key === "Home") return end === 0 ? [0, late] : [early, early + 1];
  if (key === "End") return end === 0 ? [late - 1, late] : [early, track.now];
  return undefined;
}

/** A time as a field of the browser's own holds it, in the reader's own zone; empty for none. */
export function localTime(iso: string | undefined): string {
  if (iso === undefined || Number.isNaN(Date.parse(iso))) return "";
  const at = new Date(iso);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The other way round; undefined for what is no time. */
export function isoOf(local: string): string | undefined {
  const at = new Date(local);
  return local === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
