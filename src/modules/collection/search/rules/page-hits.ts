import type { Columns } from './postings/columns.ts';
import { take } from './postings/scratch.ts';
import type { Sort } from './sorts.ts';

const YEARS = 10_000;
/** The low bits of an entry. */
const RANKS = 16;

/**
 * The ords of one page of a result, in the order asked for. Ties keep the order of the hits, most popular first.
 * @param hits ranked list in the order of ords
 * @param titleKey where a record's title stands among all titles
 */
export function pageHits(
  hits: Uint32Array,
  sort: Sort,
  offset: number,
  limit: number,
  columns: Columns,
  titleKey: (ord: number) => number,
): number[] {
  switch (sort) {
    case 'popular':
      return [...hits.subarray(offset, offset + limit)].map((entry) => entry >>> 4);
    case 'relevance':
      return byBucket(hits, offset, limit, RANKS, (entry) => entry & 15);
    case 'newest':
      return byBucket(hits, offset, limit, YEARS, (entry) => YEARS - 1 - (columns.years[entry >>> 4] ?? 0));
    case 'title':
      return smallest(hits, offset, limit, titleKey);
  }
}

/** Counting sort that only writes the page: one pass to count, one to pick. */
function byBucket(
  hits: Uint32Array,
  offset: number,
  limit: number,
  buckets: number,
  bucketOf: (entry: number) => number,
): number[] {
  const places = take(buckets + 1).fill(0);
  for (const entry of hits) places[bucketOf(entry) + 1] = (places[bucketOf(entry) + 1] ?? 0) + 1;
  for (let bucket = 1; bucket <= buckets; bucket++) places[bucket] = (places[bucket] ?? 0) + (places[bucket - 1] ?? 0);
  const end = Math.min(offset + limit, hits.length);
  const page = new Array<number>(Math.max(0, end - offset)).fill(0);
  let missing = page.length;
  for (let index = 0; index < hits.length && missing > 0; index++) {
    const entry = hits[index] ?? 0;
    const bucket = bucketOf(entry);
    const place = places[bucket] ?? 0;
    places[bucket] = place + 1;
    if (place < offset || place >= end) continue;
    page[place - offset] = entry >>> 4;
    missing--;
  }
  return page;
}

function smallest(hits: Uint32Array, offset: number, limit: number, keyOf: (ord: number) => number): number[] {
  const keys = new Float64Array(hits.length);
  for (let index = 0; index < hits.length; index++) keys[index] = keyOf((hits[index] ?? 0) >>> 4);
  const wanted = Math.min(offset + limit, hits.length);
  if (wanted <= offset) return [];
  const most = wanted === hits.length ? Infinity : nthSmallest(keys.slice(), wanted - 1);
  const candidates: { ord: number; key: number }[] = [];
  for (let index = 0; index < hits.length; index++) {
    const key = keys[index] ?? 0;
    if (key <= most) candidates.push({ ord: (hits[index] ?? 0) >>> 4, key });
  }
  return candidates
    .sort((a, b) => a.key - b.key || a.ord - b.ord)
    .slice(offset, wanted)
    .map(({ ord }) => ord);
}

/** Quickselect; reorders the array. */
function nthSmallest(values: Float64Array, nth: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >>> 1] ?? 0;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while ((values[j] ?? 0) > pivot) j--;
      if (i > j) break;
      const swap = values[i] ?? 0;
      values[i++] = values[j] ?? 0;
      values[j--] = swap;
    }
    if (nth <= j) high = j;
    else if (nth >= i) low = i;
    else break;
  }
  return values[nth] ?? 0;
}
