/** The name that the server gives a thing, with the arrow that people read between the ends of lineage. */
export function withArrow(kind: string, name: string): string {
  return kind === "EDGE" ? name.replace(" -> ", " → ") : name;
}
