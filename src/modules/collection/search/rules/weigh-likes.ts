import { foldedKey } from '#shared/text/fold';

/** A title that is like the one that is being catalogued. */
export interface LikeTitle {
  title: string;
  ddc: string | null;
  authors: readonly string[];
}

/** A class that is suggested, and because of which title. */
export interface SuggestedClass {
  ddc: string;
  /** How many of the like titles have it. */
  count: number;
  /** Of the same author; else they share words of the title. */
  sameAuthor: boolean;
  /** One that has it. */
  example: string;
}

/** One more title by the author says as much as three that only share a word. */
const SAME_AUTHOR = 3;

/** A name whichever way round it is written: "Toer, Pramoedya Ananta" is "Pramoedya Ananta Toer"; years and roles count not. */
const nameKey = (name: string): string =>
  foldedKey(name)
    .split(' ')
    .filter((word) => word !== '' && !/^\d+$/.test(word))
    .toSorted()
    .join(' ');

/** The classes that like titles stand in, what weighs most first. @param most so many at most */
export function weighLikes(
  likes: readonly LikeTitle[],
  { author, most }: { author: string; most: number },
): SuggestedClass[] {
  const own = nameKey(author);
  const weights = new Map<string, SuggestedClass & { weight: number }>();
  for (const { title, ddc, authors } of likes) {
    if (ddc === null || ddc === '') continue;
    const sameAuthor = own !== '' && authors.some((name) => nameKey(name) === own);
    const weight = sameAuthor ? SAME_AUTHOR : 1;
    const before = weights.get(ddc);
    if (!before) {
      weights.set(ddc, { ddc, count: 1, sameAuthor, example: title, weight });
      continue;
    }
    before.count++;
    before.weight += weight;
    if (sameAuthor && !before.sameAuthor) Object.assign(before, { sameAuthor, example: title });
  }
  return [...weights.values()]
    .sort((a, b) => b.weight - a.weight || (a.ddc < b.ddc ? -1 : 1))
    .slice(0, most)
    .map(({ weight: _weight, ...rest }) => rest);
}
