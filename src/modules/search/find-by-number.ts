import { callNumberRange, selectBibIdsByCallNumber, selectBibIdsByCopyNumber } from '#modules/catalog';
import type { Db } from '#platform/db';
import type { LiveIndex } from './live-index.ts';
import { WORST_RANK } from './rules/evaluate.ts';
import { readNumberQuery } from './rules/number-query.ts';
import { bestOf } from './rules/postings.ts';

/** After a title that is the query, before everything else. */
const BY_ITS_NUMBER = 1;

/** Adds to the hits of a query those that it finds by a number. */
export type NumberHits = (index: LiveIndex, hits: Uint32Array) => Uint32Array;

/**
 * Looks a query up as the number of a copy, a call number or a class. Copies are asked themselves, at this moment: their numbers are in no index.
 */
export async function findByNumber(db: Db, query: string): Promise<NumberHits> {
  const { copy, callNumber, ddc, short } = readNumberQuery(query);
  if (copy === null) return (_index, hits) => hits;
  const [ofCopy, onShelf] = await Promise.all([
    selectBibIdsByCopyNumber(db, copy),
    callNumber === null ? [] : selectBibIdsByCallNumber(db, callNumberRange(callNumber, callNumber)),
  ]);
  return (index, hits) => {
    const rankOf = new Map<number, number>();
    if (ddc !== null) for (const ord of ordsOfClass(index, ddc)) rankOf.set(ord, WORST_RANK);
    const add = (ids: readonly number[], rank: number): void => {
      for (const id of ids) {
        const ord = index.ordOf(id);
        if (ord !== undefined) rankOf.set(ord, rank);
      }
    };
    add(onShelf, BY_ITS_NUMBER);
    add(ofCopy, short ? WORST_RANK : BY_ITS_NUMBER);
    const found = Uint32Array.from(rankOf, ([ord, rank]) => ord * 16 + rank).sort();
    return found.length === 0 ? hits : bestOf(hits, found);
  };
}

/** Records whose DDC number begins so. */
function* ordsOfClass({ columns, isLive }: LiveIndex, beginning: string): Generator<number> {
  const numbers = new Set(
    columns.ddcs.labels().flatMap((label, index) => (label.startsWith(beginning) ? [index + 1] : [])),
  );
  if (numbers.size === 0) return;
  for (let ord = 0; ord < columns.count; ord++) {
    if (numbers.has(columns.ddcNumbers[ord] ?? 0) && isLive(ord)) yield ord;
  }
}
