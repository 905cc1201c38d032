import { normaliseIsbn } from '#shared/isbn';
import { normaliseIssn } from '#shared/issn';

/** What was scanned or typed into the box of "add a book". */
export type BookAsked =
  | { kind: 'isbn'; isbn: string }
  /** Looks like an ISBN, and its check digit or its length is wrong. */
  | { kind: 'wrong_isbn'; text: string }
  /** Of a serial, `1234-567X`. */
  | { kind: 'issn'; issn: string }
  | { kind: 'words'; text: string }
  | { kind: 'nothing' };

const LONGEST = 200;
/** Digits with hyphens and blanks, the last perhaps an X: nothing else looks so. */
/** Eight figures, hyphenated as an ISSN is printed or scanned without. */
const LIKE_ISSN = /^(?:ISSN[:\s]*)?(\d{4})[\u2010-\u2015-]?(\d{3}[\dXx])$/i;
/** The bar code of a serial: 977, seven figures of its ISSN, two of its maker, a check digit. */
const LIKE_SERIAL_CODE = /^977(\d{7})\d{3}$/;
const LIKE_ISBN = /^[\d\s\u2010-\u2015-]{8,22}[\dXx]$/;

/** The ISSN that was scanned or typed, or null. */
function issnSaid(text: string): string | null {
  const [, first, rest] = LIKE_ISSN.exec(text) ?? [];
  if (first !== undefined && rest !== undefined) return normaliseIssn(first + rest);
  const [, seven] = LIKE_SERIAL_CODE.exec(text) ?? [];
  if (seven === undefined) return null;
  // the bar code has another check digit than the ISSN in it
  return [...'0123456789X'].map((check) => normaliseIssn(seven + check)).find((issn) => issn !== null) ?? null;
}

/** An ISBN of ten or thirteen figures with or without hyphens, one that is mistyped, the ISSN of a serial, or words of a title. */
export function readBookAsked(typed: string): BookAsked {
  const text = typed
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, LONGEST);
  if (text === '') return { kind: 'nothing' };
  const issn = issnSaid(text);
  if (issn !== null) return { kind: 'issn', issn };
  if (!LIKE_ISBN.test(text)) return { kind: 'words', text };
  const isbn = normaliseIsbn(text);
  return isbn === null ? { kind: 'wrong_isbn', text } : { kind: 'isbn', isbn };
}

/** What is looked for in our own network. */
export const askedWords = (asked: Exclude<BookAsked, { kind: 'nothing' | 'wrong_isbn' }>): string =>
  asked.kind === 'isbn' ? asked.isbn : asked.kind === 'issn' ? asked.issn : asked.text;
