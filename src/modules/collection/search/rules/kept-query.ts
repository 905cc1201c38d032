import { fold } from '#shared/text/fold';

const LONGEST = 100;
/** Numbers only may be a card or identity number; they are nobody's business. */
const ONLY_NUMBERS = /^[\d\s.-]{6,}$/;
/** Among words: numbers of cards, people and telephones, however they are grouped; two years are fewer digits. */
const LONG_NUMBER = /(?:\d[\s.()+/-]*){9,}/;
/** A card, as most libraries number them: letters and four digits or more in one word. */
const CARD = /(?<![\p{L}\d])\p{L}+[-.]?\d{4,}(?![\p{L}\d])/u;

/** What is kept of a search that found nothing, folded; null where it names somebody by a number or an address, or says nothing. */
export function keptQuery(text: string): string | null {
  // what no database holds (NUL) is between words
  const query = fold(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  if (query === '' || query.includes('@') || ONLY_NUMBERS.test(query) || LONG_NUMBER.test(query) || CARD.test(query))
    return null;
  return query.slice(0, LONGEST).toWellFormed();
}
