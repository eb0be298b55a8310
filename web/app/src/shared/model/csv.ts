/** What a spreadsheet takes for the begin of a formula. */
const FORMULA = /^[=+\-@\t\r]/u;

function cell(value: string): string {
  // A name must not be run by the spreadsheet that opens the file.
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as comma-separated values (RFC 4180). */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
