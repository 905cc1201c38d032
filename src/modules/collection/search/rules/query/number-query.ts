/** What a query that is one number may be, besides words. */
export interface NumberQuery {
  /** The whole barcode or accession number of a copy. */
  copy: string | null;
  /** The beginning of a call number. */
  callNumber: string | null;
  /** The beginning of a DDC number. */
  ddc: string | null;
  /** Few numbers of copies are that short; then they are no better than words. */
  short: boolean;
}

const LONGEST = 40;
const SHORT_NUMBER = /^\d{1,4}$/;
const CLASS = /^(?:\d{3}|2X\d?)(?:\.\d*)?$/i;
/** `899.2213 PRA b`, `R 030`, `2X4.1 SHI`. */
const CALL_NUMBER = /^(?:\p{L}{1,4}[\s.]+)?(?:\d{3}|2X\d?)(?:\.\d+)?(?:\s+\p{L}{2,5}(?:\s+\p{L})?)?$/iu;
const BARE_CLASS = /^(?:\d{3}|2X\d?)\.?$/i;

/** Reads a query as a number; all null when it has none. */
export function readNumberQuery(query: string): NumberQuery {
  const text = query.trim();
  const number = text.length <= LONGEST && /\d/.test(text) && !/[":\p{Cc}]/u.test(text);
  return {
    copy: number ? text : null,
    // three digits alone are asked of the records; there may be a thousand copies
    callNumber: number && CALL_NUMBER.test(text) && !BARE_CLASS.test(text) ? text : null,
    ddc: number && CLASS.test(text) ? text.toUpperCase().replace(/\.$/, '') : null,
    short: SHORT_NUMBER.test(text),
  };
}
