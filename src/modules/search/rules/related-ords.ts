import { PER_RECORD, type Columns, type ListField } from './columns.ts';

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
      const score = weight / Math.log2(1 + sharing.length);
      for (const other of sharing) scores.set(other, (scores.get(other) ?? 0) + score);
    }
  }
  return [...scores]
    .filter(([other]) => other !== ord && isLive(other))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([other]) => other);
}

/** For each of a record's authors or subjects, the other records that have it. */
function sharers(columns: Columns, field: ListField, ord: number): number[][] {
  const list = columns.lists[field];
  const groups: number[][] = [];
  /** By number: 0 = not asked for, else the place of its group plus one. */
  const groupOf = new Uint16Array(columns.dictionaries[field].size + 1);
  for (const number of columns.numbersOf(field, ord)) groupOf[number] = groups.push([]);
  if (groups.length === 0) return groups;
  const look = (from: number, to: number): void => {
    for (let place = from * PER_RECORD; place < to * PER_RECORD; place++) {
      const group = groupOf[list[place] ?? 0] ?? 0;
      if (group !== 0) groups[group - 1]?.push(Math.floor(place / PER_RECORD));
    }
  };
  const popular = Math.min(columns.count, MOST_POPULAR);
  look(0, popular);
  look(Math.max(popular, columns.count - NEWEST), columns.count);
  return groups;
}
