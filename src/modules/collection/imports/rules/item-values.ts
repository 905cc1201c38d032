import type { LocalDate } from '#shared/dates';
import { parseForeignDate, parseForeignPrice } from './parse-foreign.ts';
import type { Word } from './surroundings.ts';

/** Where a copy came from, by the words of another system (SLiMS: 1 = bought, 2 = given). */
export function itemSource(text: string): 'beli' | 'hibah' | 'tukar' | null {
  if (/^1$|beli|pembelian|buy|purchase/i.test(text)) return 'beli';
  if (/^2$|hibah|hadiah|sumbang|grant|gift|prize|donat/i.test(text)) return 'hibah';
  return /tukar|exchange/i.test(text) ? 'tukar' : null;
}

/** The price in rupiah. A foreign or unreadable amount is told and kept in the note of the copy. */
export function itemPrice(text: string, currency: string): { price: number | null; note: string; words: Word[] } {
  const written = text.trim();
  if (written === '' || /^0+([.,]0+)?$/.test(written)) return { price: null, note: '', words: [] };
  const isRupiah = currency.trim() === '' || /^(idr|rp\.?|rupiah)$/i.test(currency.trim());
  const price = isRupiah ? parseForeignPrice(written) : null;
  if (price !== null) return { price, note: '', words: [] };
  const value = isRupiah ? written : `${currency.trim()} ${written}`;
  return {
    price: null,
    note: `Harga: ${value}`,
    words: [{ code: 'imports.price_not_rupiah', params: { amount: value } }],
  };
}

/** A date that the row gives, or a word about one that is none. @param column its name, for the report */
export function dateOrWord(text: string, column: string): { date: LocalDate | null; words: Word[] } {
  const date = parseForeignDate(text);
  const isNothing = /^[0\s:/.-]*$/.test(text);
  if (date !== null || isNothing) return { date, words: [] };
  return { date: null, words: [{ code: 'imports.date_unreadable', params: { column, value: text.slice(0, 60) } }] };
}

/** Notes of a copy as one text, at most 500 characters. */
export const joinNotes = (notes: readonly (string | undefined)[]): string | null =>
  notes
    .map((note) => note?.trim() ?? '')
    .filter((note) => note !== '')
    .join('; ')
    .slice(0, 500) || null;
