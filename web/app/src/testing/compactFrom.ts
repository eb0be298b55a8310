import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";
import type { Compact } from "~/shared/model/compact";

type Claim = [edge: string, status?: LineageStatus, origins?: LineageOrigin[]];

/**
 * A walk as the server answers it, of edges written as `a>b`, and of nodes without any as `a`; at the level of columns
 * their ends as `a.x>b.y`.
 */
export function compactFrom(...claims: (string | Claim)[]): Compact {
  const told = claims.map((claim): Claim => (typeof claim === "string" ? [claim] : claim));
  const pairs = told.map(([edge]) => edge.split(">"));
  const ids = [...new Set(pairs.flat())];
  const count = (side: 0 | 1, id: string) =>
    new Set(pairs.filter((pair) => pair[side] === id).flatMap((pair) => pair[1 - side] ?? [])).size;
  return {
    nodes: {
      id: ids,
      name: ids.map((id) => id.split(".").at(-1) ?? id),
      schema: ids.map(() => "shop"),
      kind: ids.map(() => "TABLE"),
      source: ids.map(() => null),
      table: ids.map((id) => (id.includes(".") ? (id.split(".")[0] ?? null) : null)),
      depth: ids.map(() => 0),
      up: ids.map((id) => count(1, id)),
      down: ids.map((id) => count(0, id)),
    },
    edges: {
      id: pairs.filter(([, to]) => to !== undefined).map((pair) => pair.join(">")),
      from: pairs.filter(([, to]) => to !== undefined).map(([from]) => ids.indexOf(from ?? "")),
      to: pairs.filter(([, to]) => to !== undefined).map(([, to]) => ids.indexOf(to ?? "")),
      status: told.map(([, status]) => status ?? "APPROVED"),
      origins: told.map(([, , origins]) => origins ?? ["MANUAL"]),
      derived: told.map(() => false),
    },
  };
}
