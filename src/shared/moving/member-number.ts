/** The longest number that a card may bear here. */
const LONGEST = 30;

/**
 * A member's number of SLiMS as it may stand on a card here: figures, letters, `.`, `/` and `-`. Blanks go, as they do where a number is
 * scanned or typed; another sign becomes a hyphen.
 * @returns `changed` = other than by blanks; '' = nothing is left of it
 */
export function memberNumberOf(written: string): { number: string; changed: boolean } {
  const asWritten = written.replace(/\s+/g, '');
  const number = asWritten
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9./-]+/g, '-')
    .slice(0, LONGEST)
    .replace(/^[./-]+|[./-]+$/g, '');
  return { number, changed: number !== asWritten };
}
