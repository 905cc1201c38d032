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

/**
 * Do two readers want the same? The same ISBN, or the same title where the authors do not contradict each other: one of them is not
 * known, or they share a word of a name ("Leila S. Chudori", "Chudori, Leila").
 */
export function isSameWish(a: Wish, b: Wish): boolean {
  if (a.isbn !== null && a.isbn === b.isbn) return true;
  if (a.titleKey === '' || a.titleKey !== b.titleKey) return false;
  if (a.authorKey === '' || b.authorKey === '') return true;
  const names = new Set(a.authorKey.split(' ').filter((word) => word.length > 1));
  return a.authorKey === b.authorKey || b.authorKey.split(' ').some((word) => names.has(word));
}
