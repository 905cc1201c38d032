import { isFunctionWord } from './words/function-words.ts';
import type { Word } from './words/words.ts';

const MOST = 255;

/** How long a title is, as one number: its words that mean something × 256, and its function words. Equal for a title and a query that is it. */
export function lengthOfTitle(words: readonly Word[]): number {
  const functional = words.filter(isFunctionWord).length;
  return Math.min(words.length - functional, MOST) * 256 + Math.min(functional, MOST);
}
