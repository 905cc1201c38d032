import type { BookOutcome, Grown } from '#modules/collection/copying';
import type { BookState, PileBook } from '#modules/collection/copying/client';
import type { Locale } from '#platform/context';
import { AppError } from '#platform/errors';
import { explainError } from '#platform/requests/problem';
import { formatIsbn13 } from '#shared/isbn';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';

/** Lines without an ISBN that are named. */
const NAMED = 5;

/** What of a list of ISBNs joined a pile, in words. */
export function grownInWords({ added, known, repeated, wrong }: Grown): string {
  return [
    m.copying_pile_grown({ count: added.length }),
    known.length > 0 ? m.copying_pile_known({ count: known.length }) : '',
    repeated > 0 ? m.copying_pile_repeated({ count: repeated }) : '',
    wrong.length > 0 ? m.copying_pile_wrong({ count: wrong.length, lines: wrong.slice(0, NAMED).join('; ') }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Sign and words of each state. */
const STATES: Readonly<
  Record<BookState, { kind: 'on' | 'wait' | 'here' | 'late' | 'off' | 'out'; says: () => string }>
> = {
  waiting: { kind: 'off', says: m.copying_book_waiting },
  here: { kind: 'here', says: m.copying_book_here },
  several: { kind: 'wait', says: m.copying_book_several },
  found: { kind: 'on', says: m.copying_book_found },
  maybe: { kind: 'wait', says: m.copying_book_maybe },
  nothing: { kind: 'late', says: m.copying_book_nothing },
  added: { kind: 'on', says: m.copying_book_added },
  left_out: { kind: 'out', says: m.copying_book_left_out },
};

/** A book of a pile as a line of its page. */
export function bookView(book: PileBook) {
  const { id, number, isbn, copies, state, title, byline, sources, silent, barcodes, items } = book;
  const { kind, says } = STATES[state];
  // somebody chooses among what others have, or fills in a form; sent by a button, so that no browser asks ahead by looking at a link
  const more: Record<string, string> = state === 'maybe' ? { lain: 'ya' } : state === 'nothing' ? { baru: 'ya' } : {};
  const isOpen = state === 'maybe' || state === 'nothing' || state === 'several';
  return {
    id,
    number,
    isbn: formatIsbn13(isbn),
    copies,
    state,
    kind,
    says: says(),
    title: title ?? formatIsbn13(isbn),
    /** For the drawing of a cover; null = nobody knows yet what the book is. */
    drawn: title === null ? null : { title, author: byline?.split(' · ')[0] ?? '' },
    detail: [
      byline,
      state === 'here' ? m.copying_book_items({ count: items }) : '',
      sources.length > 0 && (state === 'found' || state === 'maybe') ? sources.join(', ') : '',
      silent.length > 0 && (state === 'nothing' || state === 'maybe')
        ? m.copying_book_silent({ names: silent.join(', ') })
        : '',
    ]
      .filter(Boolean)
      .join(' · '),
    barcodes: barcodes.join(', '),
    /** It can be added with others. */
    ready: state === 'found' || state === 'here',
    /** It can still be changed. */
    open: state !== 'added' && state !== 'left_out',
    /** The page of one book, and what it is asked. */
    go: isOpen
      ? {
          path: localizeHref('/staf/katalog/baru'),
          fields: Object.entries({ cari: isbn, tumpukan: String(id), ...more }),
          says: state === 'nothing' ? m.copying_book_fill() : m.copying_book_compare(),
        }
      : null,
  };
}

/** Why books were not added, one sentence each. */
export const refusedInWords = (outcomes: readonly BookOutcome[], locale: Locale): string[] =>
  outcomes.flatMap((one) =>
    'refused' in one
      ? [`${formatIsbn13(one.isbn)}: ${explainError(new AppError(one.refused, 409, one.params), locale)}`]
      : [],
  );
