import { fold } from '#shared/text/fold';
import { askedWords } from './asked-words.ts';

/** Who writes more tells a story, and most likely their own. */
const MOST_WORDS = 6;
/** A year; a card, a telephone, an identity number has more digits. */
const MOST_DIGITS = 4;

/**
 * What is kept of a question that nothing answers: the words that say what is asked. Null where it tells of somebody: an address, a number, a
 * story. `keptQuestion('Apakah ada parkir sepeda?')` is `parkir sepeda`.
 */
export function keptQuestion(text: string): string | null {
  if (fold(text).includes('@') || (text.match(/\p{Nd}/gu) ?? []).length > MOST_DIGITS) return null;
  const words = askedWords(text);
  return words.length === 0 || words.length > MOST_WORDS ? null : words.join(' ');
}
