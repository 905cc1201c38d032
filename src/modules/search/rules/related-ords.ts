import type { Columns, ListField } from './columns.ts';

/** Only the most popular records and the newest are looked at, so that the work does not grow with the catalogue. */
const MOST_POPULAR = 150_000;
const NEWEST = 10_000;
const AUTHOR_WEIGHT = 1.5;

/**
 * Records that share authors or subjects with one: the rarer what they share, the better; popular ones first among equals.
 */
export function relatedOrds(columns: Columns, ord: number, isLive: (ord: number) => boolean, limit: number): number[] {
  const scores = new Map<number, number>();
  for (const [field, weight] of [
    ['authors', AUTHOR_WEIGHT],
    ['subjects', 1],
  ] as const) {
    for (const sharing of sharers(columns, field, ord)) {
      const score = weight / Math.log2(2 + sharing.length);
      for (const other of sharing) scores.set(other, (scores.get(other) ?? 0) + score);
    }
  }
  return [...scores]
    .filter(([other]) => isLive(other))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([other]) => other);
}

/** For each of a record's authors or subjects, the other records that have it. */
function sharers(columns: Columns, field: ListField, ord: number): number[][] {
  const wanted = new Map<number, number[]>();
  for (const number of columns.numbersOf(field, ord)) wanted.set(number, []);
  if (wanted.size === 0) return [];
  const list = columns.lists[field];
  const look = (from: number, to: number): void => {
    for (let place = from * 3; place < to * 3; place++) {
      const number = list[place] ?? 0;
      if (number === 0) continue;
      const other = Math.floor(place / 3);
      if (other !== ord) wanted.get(number)?.push(other);
    }
  };
  const popular = Math.min(columns.count, MOST_POPULAR);
  look(0, popular);
  look(Math.max(popular, columns.count - NEWEST), columns.count);
  return [...wanted.values()];
}
