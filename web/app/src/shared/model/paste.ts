import { type DraftColumn, emptyColumn } from "./columns";

type Field = "path" | "dataType" | "nullable" | "primaryKey" | "description" | "tags";

const FIELDS: readonly Field[] = ["path", "dataType", "nullable", "primaryKey", "description", "tags"];

/** What a heading of a spreadsheet may be called. */
const HEADINGS: Record<Field, readonly string[]> = {
  path: ["name", "column", "column name", "column_name", "field", "path", "列", "列名", "字段", "字段名", "名称"],
  dataType: ["type", "data type", "datatype", "data_type", "类型", "数据类型", "字段类型"],
  nullable: ["nullable", "null", "null?", "可空", "可为空", "是否为空"],
  primaryKey: ["key", "pk", "primary key", "primary_key", "主键", "键"],
  tags: ["tag", "tags", "label", "labels", "标签"],
  description: ["description", "comment", "comments", "remark", "remarks", "说明", "注释", "描述", "备注"],
};

const YES = ["y", "yes", "true", "1", "x", "✓", "是"];
/** What also says yes in one column, and in the other would say something else. */
const KEY = [...YES, "pk", "pri", "primary", "主键"];
const NULLABLE = [...YES, "null", "nullable", "可空"];
const NO = ["", "n", "no", "false", "0", "-", "否"];
/** Of the key what databases tell of columns that are in none, or in another. */
const NO_KEY = [...NO, "null", "mul", "uni", "unique", "fk"];
const NOT_NULL = [...NO, "not null"];

/** The cells of a text that a spreadsheet copied: tabs between cells, quotes around cells of several lines. */
export function cells(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const source = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  while (at < source.length) {
    const quoted = source[at] === '"' ? /^"((?:[^"]|"")*)"(?=\t|\n|$)/u.exec(source.slice(at)) : null;
    const plain = /^[^\t\n]*/u.exec(source.slice(at));
    const raw = quoted?.[0] ?? plain?.[0] ?? "";
    row.push(quoted ? (quoted[1] ?? "").replaceAll('""', '"') : raw);
    at += raw.length;
    if (source[at] !== "\t") {
      rows.push(row);
      row = [];
    }
    at += 1;
  }
  // The text ended with a tab: its last cell is empty.
  if (row.length > 0) rows.push([...row, ""]);
  return rows.filter((found) => found.some((cell) => cell.trim() !== ""));
}

/** Whether a pasted text is more than one cell, and so a part of a table. */
export function isTabular(text: string): boolean {
  const rows = cells(text);
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1;
}

/** The columns that a pasted table describes, and the words in it that say neither yes nor no where one is expected. */
interface Pasted {
  columns: DraftColumn[];
  unclear: string[];
}

/** What a pasted table says, by its headings or else in the order of the grid. */
export function pasted(text: string): Pasted {
  const rows = cells(text);
  const headings = rows[0]?.map((cell) => {
    const name = cell.trim().toLowerCase();
    return FIELDS.find((field) => HEADINGS[field].includes(name));
  });
  const titled = headings?.includes("path") && headings.filter(Boolean).length >= Math.min(2, headings.length);
  const fields = titled ? (headings ?? []) : FIELDS;
  let inKey = 0;
  const unclear = new Set<string>();
  const says = (yes: readonly string[], no: readonly string[], word = ""): boolean | undefined => {
    const said = yes.includes(word.toLowerCase()) || (no.includes(word.toLowerCase()) ? false : undefined);
    if (said === undefined) unclear.add(word);
    return said;
  };
  const columns = rows.slice(titled ? 1 : 0).map((row) => {
    const given: Partial<Record<Field, string>> = {};
    for (const [at, cell] of row.entries()) {
      const field = fields[at];
      if (field) given[field] = cell.trim();
    }
    const { path = "", dataType = "", nullable, primaryKey, description = "", tags = "" } = given;
    const key = says(KEY, NO_KEY, primaryKey) ?? false;
    if (key) inKey += 1;
    return emptyColumn({
      path,
      dataType,
      description,
      tags,
      primaryKey: key ? inKey : null,
      nullable: (nullable ? says(NULLABLE, NOT_NULL, nullable) : undefined) ?? !key,
    });
  });
  return { columns, unclear: [...unclear] };
}
