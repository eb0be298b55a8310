import type { TableKind } from "~/shared/graphql/generated/graphql";

/** Every kind of table once: the type check fails when the schema has another one. */
const KINDS: Record<TableKind, true> = {
  TABLE: true,
  VIEW: true,
  MATERIALIZED_VIEW: true,
  COLLECTION: true,
  TIME_SERIES: true,
  INDEX: true,
  ALIAS: true,
  DATA_STREAM: true,
  FILE: true,
  TOPIC: true,
  REPORT: true,
  OTHER: true,
};

export const TABLE_KINDS = Object.keys(KINDS) as TableKind[];
