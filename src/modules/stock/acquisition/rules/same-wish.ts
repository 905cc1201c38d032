import { judgeTitles, type TitleDescription } from '#shared/identity/same-title';
import { splitVolumes } from '#shared/identity/volumes';
import { foldedKey } from '#shared/text/fold';

/** What a wish is recognised by. */
export interface Wish {
  /** 13 digits. */
  isbn: string | null;
  /** Folded; empty = not known. */
  titleKey: string;
  authorKey: string;
}

export const wishOf = (book: { isbn: string | null; title: string | null; author: string | null }): Wish => ({
  isbn: book.isbn,
  titleKey: foldedKey(book.title ?? ''),
  authorKey: foldedKey(book.author ?? ''),
});

function describe({ isbn, titleKey, authorKey }: Wish): TitleDescription {
  const { rest, volumes } = splitVolumes(titleKey);
  return {
    controlNumber: null,
    controlNumberSource: null,
    isbns: isbn === null ? [] : [isbn],
    title: rest,
    rest: '',
    volumes,
    partNames: [],
    authors: authorKey === '' ? [] : [authorKey],
    year: null,
    edition: '',
    publisher: '',
    format: '',
    series: [],
  };
}

/**
 * Do two readers want the same? By the one rule of identity; and where that leaves it open, the same title: a wish says little, and the
 * reader is told whose it joins. Two books that share an ISBN and not their titles are two wishes.
 */
export function isSameWish(a: Wish, b: Wish): boolean {
  if (![a, b].every(({ isbn, titleKey }) => isbn !== null || titleKey !== '')) return false;
  const judged = judgeTitles(describe(a), describe(b));
  return judged === 'same' || (judged === 'maybe' && a.titleKey === b.titleKey);
}
