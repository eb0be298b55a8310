/** A list of rows of one height that scrolls. */
export interface Scrolled {
  /** The place of each row by its id. */
  places: ReadonlyMap<string, number>;
  top: number;
  height: number;
  row: number;
}

/** The middle of a row, kept within the list while it is out of sight; undefined when the list does not have it. */
export function middleOf({ places, top, height, row }: Scrolled, id: string): number | undefined {
  const place = places.get(id);
  if (place === undefined) return undefined;
  return Math.min(Math.max((place + 0.5) * row - top, 0), height);
}

export interface Drawn {
  path: string;
  /** Whether both ends are in sight. */
  whole: boolean;
}

/** The curve between two rows; undefined when one is not listed, or both are out of sight. */
export function lineOf(
  from: Scrolled,
  to: Scrolled,
  ends: { from: string; to: string },
  width: number,
): Drawn | undefined {
  const [a, b] = [middleOf(from, ends.from), middleOf(to, ends.to)];
  if (a === undefined || b === undefined) return undefined;
  const out = (y: number, { height }: Scrolled) => y <= 0 || y >= height;
  const [aOut, bOut] = [out(a, from), out(b, to)];
  if (aOut && bOut) return undefined;
  const bend = width * 0.45;
  return { path: `M0,${a} C${bend},${a} ${width - bend},${b} ${width},${b}`, whole: !aOut && !bOut };
}
