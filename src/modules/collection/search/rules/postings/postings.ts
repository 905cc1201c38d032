import { keep, take } from './scratch.ts';

/**
 * Lists of postings, as plain sorted arrays of numbers `ord << 4 | low`, one entry a record.
 * `ord` is the record's line number in the index, most popular first (up to 2^28). The low four bits of a list from the
 * index say in which fields the word stands ({@link FIELD}); those of a ranked list say how good the match is (0 = best).
 */
export const FIELD = { title: 1, author: 2, subject: 4, rest: 8 } as const;
export const ALL_FIELDS = 15;
export const NOT_AUTHOR = ALL_FIELDS & ~FIELD.author;

/** Best field among the bits of a mask: 0 title, 1 author, 2 subject, 3 the rest. */
export const TIER_OF_MASK: Uint8Array = Uint8Array.from({ length: 16 }, (_, mask) =>
  mask & 1 ? 0 : mask & 2 ? 1 : mask & 4 ? 2 : 3,
);

export const EMPTY = new Uint32Array(0);
/** From this difference of lengths on, jumping ahead in the longer list beats walking it. */
const GALLOP_FROM = 24;

/** Only the entries that stand in one of the fields, with the other fields' bits gone. */
export function inFields(list: Uint32Array, mask: number): Uint32Array {
  if (mask === ALL_FIELDS) return list;
  const result = take(list.length);
  let count = 0;
  for (let index = 0; index < list.length; index++) {
    const entry = list[index] ?? 0;
    const kept = entry & mask;
    if (kept !== 0) result[count++] = ((entry & ~15) | kept) >>> 0;
  }
  return keep(result, count);
}

/** Records in either list, with the field bits of both. */
export function union(a: Uint32Array, b: Uint32Array): Uint32Array {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  const result = take(a.length + b.length);
  let i = 0;
  let j = 0;
  let count = 0;
  while (i < a.length && j < b.length) {
    const left = a[i] ?? 0;
    const right = b[j] ?? 0;
    const order = (left >>> 4) - (right >>> 4);
    if (order < 0) {
      result[count++] = left;
      i++;
    } else if (order > 0) {
      result[count++] = right;
      j++;
    } else {
      result[count++] = left | right;
      i++;
      j++;
    }
  }
  while (i < a.length) result[count++] = a[i++] ?? 0;
  while (j < b.length) result[count++] = b[j++] ?? 0;
  return keep(result, count);
}

/** Records in either of two ranked lists, each with its better rank. */
export function bestOf(a: Uint32Array, b: Uint32Array): Uint32Array {
  const result = new Uint32Array(a.length + b.length);
  let count = 0;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const left = i < a.length ? (a[i] ?? 0) : Infinity;
    const right = j < b.length ? (b[j] ?? 0) : Infinity;
    const same = left !== Infinity && right !== Infinity && left >>> 4 === right >>> 4;
    result[count++] = Math.min(left, right);
    if (left <= right || same) i++;
    if (right < left || same) j++;
  }
  return result.subarray(0, count);
}

/** Beyond this many lists, marking records in an array of all is cheaper than merging list by list. */
const MERGE_UP_TO = 4;

/** {@link union} of any number of lists. */
export function unionAll(lists: readonly Uint32Array[]): Uint32Array {
  const filled = lists.filter((list) => list.length > 0).sort((a, b) => a.length - b.length);
  const total = filled.reduce((sum, list) => sum + list.length, 0);
  const highest = filled.reduce((ord, list) => Math.max(ord, (list.at(-1) ?? 0) >>> 4), 0);
  if (filled.length <= MERGE_UP_TO || total < highest / 4) return filled.reduce(union, EMPTY);
  const masks = new Uint8Array(highest + 1);
  for (const list of filled) {
    for (let index = 0; index < list.length; index++) {
      const entry = list[index] ?? 0;
      masks[entry >>> 4] = (masks[entry >>> 4] ?? 0) | (entry & 15);
    }
  }
  const result = take(Math.min(total, highest + 1));
  let count = 0;
  for (let ord = 0; ord <= highest; ord++) {
    const mask = masks[ord] ?? 0;
    if (mask !== 0) result[count++] = ((ord << 4) | mask) >>> 0;
  }
  return keep(result, count);
}

/**
 * The entries of a list whose records stand in `within`; the whole list when `within` is not much shorter (looking up
 * would cost more than it saves).
 */
export function near(list: Uint32Array, within: Uint32Array | null): Uint32Array {
  if (within === null || within.length * GALLOP_FROM > list.length) return list;
  const result = take(within.length);
  let at = 0;
  let count = 0;
  for (let index = 0; index < within.length; index++) {
    const first = ((within[index] ?? 0) & ~15) >>> 0;
    at = seek(list, at, first);
    if (at === list.length) break;
    const entry = list[at] ?? 0;
    if (entry >>> 4 === first >>> 4) result[count++] = entry;
  }
  return keep(result, count);
}

/** How low bits of two entries of one record become one. */
type Combine = 'worse' | 'both';

/**
 * Records in both lists. `worse`: for ranked lists, the greater (worse) rank stays. `both`: for lists of fields, the
 * fields that both share; a record without a shared field stays, with the bits of the worse list's best field.
 */
export function intersect(a: Uint32Array, b: Uint32Array, combine: Combine = 'worse'): Uint32Array {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const result = take(short.length);
  const gallops = long.length > short.length * GALLOP_FROM;
  let at = 0;
  let count = 0;
  for (let index = 0; index < short.length; index++) {
    const entry = short[index] ?? 0;
    const first = (entry & ~15) >>> 0;
    at = gallops ? seek(long, at, first) : walk(long, at, first);
    if (at === long.length) break;
    const other = long[at] ?? 0;
    if (other >>> 4 === entry >>> 4) result[count++] = (first | lowBits(entry & 15, other & 15, combine)) >>> 0;
  }
  return keep(result, count);
}

function lowBits(a: number, b: number, combine: Combine): number {
  if (combine === 'worse') return a > b ? a : b;
  if ((a & b) !== 0) return a & b;
  return (TIER_OF_MASK[a] ?? 0) > (TIER_OF_MASK[b] ?? 0) ? a : b;
}

/** Records of the first list that the second lacks. */
export function subtract(from: Uint32Array, out: Uint32Array): Uint32Array {
  if (out.length === 0) return from;
  const result = take(from.length);
  let at = 0;
  let count = 0;
  for (let index = 0; index < from.length; index++) {
    const entry = from[index] ?? 0;
    at = walk(out, at, (entry & ~15) >>> 0);
    if (at === out.length || (out[at] ?? 0) >>> 4 !== entry >>> 4) result[count++] = entry;
  }
  return keep(result, count);
}

/** First place from `at` on whose entry is not below `value`. */
function walk(list: Uint32Array, at: number, value: number): number {
  let place = at;
  while (place < list.length && (list[place] ?? 0) < value) place++;
  return place;
}

/** The same by jumps, for when most entries are passed over. */
export function seek(list: Uint32Array, at: number, value: number): number {
  if (at >= list.length || (list[at] ?? 0) >= value) return at;
  let step = 1;
  let low = at;
  while (low + step < list.length && (list[low + step] ?? 0) < value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, list.length);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Turns the matches of one word into ranks: twice the best field of an exact match, or twice the best field of any match
 * plus one, whichever is better. `exact` holds the records that have the word as typed; it may be the same list.
 */
export function rank(matches: Uint32Array, exact: Uint32Array): Uint32Array {
  const result = take(matches.length);
  const same = matches === exact;
  let at = 0;
  for (let index = 0; index < matches.length; index++) {
    const entry = matches[index] ?? 0;
    let value = (TIER_OF_MASK[entry & 15] ?? 0) * 2;
    if (!same) {
      const first = (entry & ~15) >>> 0;
      at = walk(exact, at, first);
      const other = exact[at] ?? 0;
      const precise = at < exact.length && other >>> 4 === entry >>> 4 ? (TIER_OF_MASK[other & 15] ?? 0) * 2 : 15;
      value = Math.min(value + 1, precise);
    }
    result[index] = ((entry & ~15) | value) >>> 0;
  }
  return result;
}
