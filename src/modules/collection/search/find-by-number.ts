import { callNumberRange, selectBibIdsByCallNumber, selectBibIdsByCopyNumber } from '#modules/collection/catalog';
import type { Db } from '#platform/database/db';
import type { LiveIndex } from './live-index.ts';
import { WORST_RANK } from './rules/query/evaluate.ts';
import { readNumberQuery } from './rules/query/number-query.ts';
import { bestOf } from './rules/postings/postings.ts';

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
  const ofClass = ddc === null ? NONE : listOfClass(index, ddc);
  // what the records say of their class, the labels of their copies say as well
  const asLabel = callNumber !== null && ofClass.length === 0;
  const rankOf = new Map<number, number>();
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
  const named = Uint32Array.from(rankOf, ([ord, rank]) => ord * 16 + rank).sort();
  return [ofClass, named].reduce((all, some) => (some.length === 0 ? all : bestOf(all, some)), hits);
}

const NONE = new Uint32Array();

/** Ranked list of the records whose DDC number begins so: there may be thousands, and no two are the same. */
function listOfClass({ columns, isLive }: LiveIndex, beginning: string): Uint32Array {
  const labels = columns.ddcs.labels();
  const isOfClass = new Uint8Array(labels.length + 1);
  let any = false;
  for (const [at, label] of labels.entries()) {
    if (!label.startsWith(beginning)) continue;
    isOfClass[at + 1] = 1;
    any = true;
  }
  if (!any) return NONE;
  const { count, ddcNumbers } = columns;
  const found: number[] = [];
  for (let ord = 0; ord < count; ord++)
    if (isOfClass[ddcNumbers[ord] ?? 0] === 1 && isLive(ord)) found.push(ord * 16 + WORST_RANK);
  return Uint32Array.from(found);
}
