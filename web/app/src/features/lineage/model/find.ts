import { fullName, type Graph } from "./graph";

export interface Found {
  /** The table or column. */
  id: string;
  table: string;
  label: string;
}

/** Tables, then columns, that have every word in their name; at most `most` of them, and how many there are. */
export function find({ tables }: Graph, text: string, most: number): { found: Found[]; total: number } {
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return { found: [], total: 0 };
  const has = (name: string) => words.every((word) => name.toLowerCase().includes(word));
  const ofTables: Found[] = [];
  const ofColumns: Found[] = [];
  for (const table of tables.values()) {
    const name = fullName(table);
    if (has(name)) ofTables.push({ id: table.id, table: table.id, label: name });
    for (const column of table.columns) {
      if (has(column.name)) ofColumns.push({ id: column.id, table: table.id, label: `${name} · ${column.name}` });
    }
  }
  const all = [...ofTables, ...ofColumns];
  return { found: all.slice(0, most), total: all.length };
}
