/**
 * A value of a CSV file that a spreadsheet opens: quoted, and never taken for a formula (OWASP "CSV injection": a leading = + - @,
 * tab or CR is defused with an apostrophe). Plain negative numbers stay numbers.
 */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-\d+(?:[.,]\d+)?$/.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}
