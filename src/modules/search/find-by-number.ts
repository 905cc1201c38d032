import { callNumberRange, selectBibIdsByCallNumber, selectBibIdsByCopyNumber } from '#modules/catalog';
import type { Db } from '#platform/db';
import type { LiveIndex } from './live-index.ts';
import { WORST_RANK } from './rules/evaluate.ts';
import { readNumberQuery } from './rules/number-query.ts';
import { bestOf } from './rules/postings.ts';

/** After a title that is the query, before everything else. */
const BY_ITS_NUMBER = 1;

/**
 * Adds to the hits of a query the records that it names by the number of a copy, a call number or a class. Copies are asked themselves, at this
 * moment: their numbers are in no index.
 */
export async function withFoundByNumber(
  db: Db,
  index: LiveIndex,
  hits: Uint32Array,
  query: string,
): Promise<Uint32Array> {
  const { copy, callNumber, ddc, short } = readNumberQuery(query);
  if (copy === null) return hits;
  const rankOf = new Map<number, number>();
  if (ddc !== null) for (const ord of ordsOfClass(index, ddc)) rankOf.set(ord, WORST_RANK);
  // what the records say of their class, the labels of their copies say as well
  const asLabel = callNumber !== null && rankOf.size === 0;
  const [ofCopy, onShelf] = await Promise.all([
    selectBibIdsByCopyNumber(db, copy),
    asLabel ? selectBibIdsByCallNumber(db, callNumberRange(callNumber, callNumber)) : [],
  ]);
  const add = (ids: readonly number[], rank: number): void => {
    for (const id of ids) {
      const ord = index.ordOf(id);
      if (ord !== undefined) rankOf.set(ord, rank);
    }
  };
  add(onShelf, BY_ITS_NUMBER);
  add(ofCopy, short ? WORST_RANK : BY_ITS_NUMBER);
  if (rankOf.size === 0) return hits;
  return bestOf(hits, Uint32Array.from(rankOf, ([ord, rank]) => ord * 16 + rank).sort());
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
