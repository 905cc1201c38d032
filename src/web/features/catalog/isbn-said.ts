import { normaliseIsbn } from '#shared/isbn';

/** What was scanned or typed into the box of "add a book". */
export type BookAsked =
  | { kind: 'isbn'; isbn: string }
  /** Looks like an ISBN, and its check digit or its length is wrong. */
  | { kind: 'wrong_isbn'; text: string }
  | { kind: 'words'; text: string }
  | { kind: 'nothing' };

const LONGEST = 200;
/** Digits with hyphens and blanks, the last perhaps an X: nothing else looks so. */
const LIKE_ISBN = /^[\d\s\u2010-\u2015-]{8,22}[\dXx]$/;

/** An ISBN of ten or thirteen figures with or without hyphens, one that is mistyped, or words of a title. */
export function readBookAsked(typed: string): BookAsked {
  const text = typed
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, LONGEST);
  if (text === '') return { kind: 'nothing' };
  if (!LIKE_ISBN.test(text)) return { kind: 'words', text };
  const isbn = normaliseIsbn(text);
  return isbn === null ? { kind: 'wrong_isbn', text } : { kind: 'isbn', isbn };
}
