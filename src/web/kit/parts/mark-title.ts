import { foldedKey } from '#shared/text/fold';
import type { TitlePart } from '#web/features/catalog/parts/book-view.ts';

const WORD = /[\p{L}\p{N}\p{M}'’ʼ]+/gu;
const SHORTEST = 2;
/** A title's word that begins with a wanted word of this many letters is a form of it: sejarah, sejarahnya. */
const STEM_LENGTH = 4;

/**
 * Cuts a title into pieces and marks the words by which it was found. Ornament: it never decides what is found.
 * @param words folded
 */
export function markTitle(title: string, words: readonly string[]): TitlePart[] {
  const wanted = words.filter((word) => word.length >= SHORTEST);
  const isHit = (word: string): boolean =>
    wanted.some((one) => word === one || (one.length >= STEM_LENGTH && word.startsWith(one)));
  const parts: TitlePart[] = [];
  let end = 0;
  for (const match of title.matchAll(WORD)) {
    if (!isHit(foldedKey(match[0]))) continue;
    if (match.index > end) parts.push({ text: title.slice(end, match.index), hit: false });
    parts.push({ text: match[0], hit: true });
    end = match.index + match[0].length;
  }
  if (end < title.length || parts.length === 0) parts.push({ text: title.slice(end), hit: false });
  return parts;
}
