/** The keys of everything that is kept of the server, in one place: what a change makes stale is told by them. */
export const keys = {
  me: ["me"],
  sourceKinds: ["sourceKinds"],
  sources: ["sources"],
  source: (id: string) => ["sources", "one", id],
  sourceList: (filter: unknown) => ["sources", "list", filter],
  tables: ["tables"],
  tableList: (filter: unknown) => ["tables", "list", filter],
  facets: (filter: unknown) => ["tables", "facets", filter],
  table: (id: string) => ["tables", "one", id],
  columns: (id: string, filter: string) => ["tables", "one", id, "columns", filter],
  suggestions: (sourceId: string, text: string) => ["suggestions", sourceId, text],
  changes: ["changes"],
  changeList: (filter: unknown) => ["changes", "list", filter],
} as const;
