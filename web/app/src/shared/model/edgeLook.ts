import type { LineageOrigin, LineageStatus } from "~/shared/graphql/generated/graphql";

/** How an edge is drawn: by who holds it. */
export type Look = "people" | "approved" | "proposed" | "rejected";

interface Held {
  status: LineageStatus;
  origins: readonly LineageOrigin[];
}

/** Approved by people alone, or with at least one machine's claim. */
export function lookOf({ status, origins }: Held): Look {
  if (status === "PROPOSED") return "proposed";
  if (status === "REJECTED") return "rejected";
  return origins.some((origin) => origin !== "MANUAL") ? "approved" : "people";
}
