type Value = string | number | null;

/** A number with its sign is no formula. */
const NUMBER = /^-\d+(?:[.,]\d+)?$/;

/**
 * Signs with which a spreadsheet begins to reckon instead of showing (OWASP "CSV injection"): = + - @, also of full width, where a cell
 * begins. That is at the beginning, and after whatever a spreadsheet may take for the end of a cell: where lists are separated by `;`, as
 * in Indonesia, it cuts at `;` and ends lines also within our quotes. Spaces and quotes before the sign are passed over.
 */
const BEGINNINGS = /(?<=(?:^|[;\t\r\n])[\s"]*)[=+\-@\uff1d\uff0b\uff0d\uff20]/g;

/** A value of a file for spreadsheets, with an apostrophe before whatever would be reckoned. Numbers stay as they are. */
export const defused = <T extends Value>(value: T): T | string =>
  typeof value !== 'string' || NUMBER.test(value) ? value : value.replaceAll(BEGINNINGS, "'$&");

/** A value of a CSV file that a spreadsheet opens: texts quoted and without formulas, numbers as they are. */
const csvCell = (value: Value): string =>
  typeof value === 'string' ? `"${String(defused(value)).replaceAll('"', '""')}"` : String(value ?? '');

/** Begins a CSV file, so that spreadsheets take it for UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** Lines of a CSV file that a spreadsheet opens, each with its end. @param end of a line; spreadsheets want the usual one */
export const csvText = (rows: readonly (readonly Value[])[], end = '\r\n'): string =>
  rows.map((row) => row.map(csvCell).join(',') + end).join('');
