/** The fields of a column that a person may write over, as the server names them. */
const FIELDS = ["path", "dataType", "logicalType", "nullable", "default", "description", "properties"] as const;

export type OverridableField = (typeof FIELDS)[number];

export function isOverridable(field: string): field is OverridableField {
  return FIELDS.some((known) => known === field);
}
