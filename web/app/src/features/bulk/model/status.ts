import type { JobStatus } from "~/shared/graphql/generated/graphql";

/** The colour of where an import stands; what goes on has the app's own. */
export const COLORS: Partial<Record<JobStatus, string>> = {
  DONE: "teal",
  FAILED: "red",
  CANCELLED: "gray",
  PLANNED: "blue",
};
