import { judgeTitles, type TitleDescription } from '#shared/identity/same-title';

interface Described {
  id: number;
  title: TitleDescription;
}

/**
 * Parts records into those that are, or may be, one title, each with at least one other of its part: what shares a number and is other
 * (volumes under the ISBN of their set) stands in none. @param areDistinct what somebody has said of two of them @returns ids, in the order given
 */
export function partAlike(
  records: readonly Described[],
  areDistinct: (one: number, other: number) => boolean = () => false,
): number[][] {
  const parts: Described[][] = [];
  const alike = (one: Described, other: Described): boolean =>
    !areDistinct(one.id, other.id) && judgeTitles(one.title, other.title) !== 'other';
  for (const record of records) {
    const mine = parts.filter((part) => part.some((other) => alike(other, record)));
    const joined = [...mine.flat(), record];
    for (const part of mine) parts.splice(parts.indexOf(part), 1);
    parts.push(joined);
  }
  return parts
    .filter((part) => part.length > 1)
    .map((part) => part.map(({ id }) => id).toSorted((a, b) => a - b))
    .toSorted(([a = 0], [b = 0]) => a - b);
}
