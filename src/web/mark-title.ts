import { foldedKey } from '#shared/text/fold';
import type { TitlePart } from './book-view.ts';

const WORD = /[\p{L}\p{N}\p{M}'’ʼ]+/gu;
/** Words that begin alike for this many letters are shown as found: pendidikan, pendidik. */
const COMMON_START = 5;

const alike = (word: string, wanted: string): boolean =>
  word === wanted ||
  (wanted.length >= 3 && word.startsWith(wanted)) ||
  (word.length >= COMMON_START && wanted.length >= COMMON_START && wanted.startsWith(word));

/** Cuts a title into pieces and marks the words that the query asks for. Ornament: it never decides what is found. */
export function markTitle(title: string, query: string): TitlePart[] {
  const wanted = query
    .replace(/(^|\s)-\S+/g, ' ')
    .replace(/\p{L}+:/gu, ' ')
    .split(/[\s"]+/)
    .map(foldedKey)
    .filter((word) => word.length >= 2);
  const parts: TitlePart[] = [];
  let end = 0;
  for (const match of title.matchAll(WORD)) {
    const word = foldedKey(match[0]);
    if (!wanted.some((one) => alike(word, one))) continue;
    if (match.index > end) parts.push({ text: title.slice(end, match.index), hit: false });
    parts.push({ text: match[0], hit: true });
    end = match.index + match[0].length;
  }
  if (end < title.length || parts.length === 0) parts.push({ text: title.slice(end), hit: false });
  return parts;
}
