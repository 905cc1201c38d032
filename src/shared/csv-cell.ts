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

/** A value of a CSV file that a spreadsheet opens: quoted, and formulas defused. */
export const csvCell = (value: Value): string => `"${String(defused(value) ?? '').replaceAll('"', '""')}"`;
