/**
 * How a text begins that a spreadsheet would reckon instead of showing (OWASP "CSV injection"): = + - @, also of full width, and what it skips
 * before them. The beginning alone decides: lines may follow.
 */
export const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** A value of a CSV file that a spreadsheet opens: quoted, and a formula defused with an apostrophe. Plain negative numbers stay numbers. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const isFormula = FORMULA.test(text) && !/^-\d+(?:[.,]\d+)?$/.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}
