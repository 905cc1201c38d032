import type { Columns, ListField } from './postings/columns.ts';
import { NameHolders } from './name-holders.ts';

/** Of those that share a name, the most popular and the newest are looked at, so that the work does not grow with them. */
const MOST_POPULAR = 1500;
const NEWEST = 300;
const WEIGHTS = [
  ['authors', 1.5],
  ['subjects', 1],
] as const;

/** What is asked of the index. */
export interface SharedNames {
  readonly columns: Columns;
  isLive(ord: number): boolean;
  /** Records whose names may have changed since the index was built, and those added since. */
  changedOrds(): Iterable<number>;
}

const built = new WeakMap<Columns, Record<ListField, NameHolders>>();

/** Made at the first question, from the records that the columns have then; later changes are looked at one by one. */
function holdersOf(columns: Columns): Record<ListField, NameHolders> {
  let holders = built.get(columns);
  if (!holders) {
    const { count } = columns;
    holders = {
      authors: new NameHolders(columns, 'authors', count),
      subjects: new NameHolders(columns, 'subjects', count),
    };
    built.set(columns, holders);
  }
  return holders;
}

/**
 * Records that share authors or subjects with one: the rarer what they share, the better; popular ones first among equals.
 */
export function relatedOrds(index: SharedNames, ord: number, limit: number): number[] {
  const { columns } = index;
  const holders = holdersOf(columns);
  const changed = new Set(index.changedOrds());
  const scores = new Map<number, number>();
  for (const [field, weight] of WEIGHTS) {
    for (const number of columns.numbersOf(field, ord)) {
      const known = holders[field].of(number);
      const now = [...changed].filter((other) => has(columns, field, other, number));
      const score = weight / Math.log2(1 + Math.max(1, known.length + now.length));
      const add = (other: number): void => void scores.set(other, (scores.get(other) ?? 0) + score);
      for (let at = 0; at < known.length; at++) {
        if (at === MOST_POPULAR) at = Math.max(at, known.length - NEWEST);
        const other = known[at] ?? 0;
        if (!changed.has(other)) add(other);
      }
      now.forEach(add);
    }
  }
  scores.delete(ord);
  return [...scores]
    .filter(([other]) => index.isLive(other))
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, limit)
    .map(([other]) => other);
}

function has(columns: Columns, field: ListField, ord: number, number: number): boolean {
  for (const mine of columns.numbersOf(field, ord)) if (mine === number) return true;
  return false;
}
