import { createHash } from 'node:crypto';

const LETTERS = '234567abcdefghijklmnopqrstuvwxyz';
/** Record keys of posts are instants in microseconds: ours stand in the years from 2020 on. */
const FIRST = 1_577_836_800_000_000n;
/** About four years of microseconds, and the ten bits of a clock beneath them. */
const SPAN_BITS = 47n;
const CLOCK_BITS = 10n;
const LENGTH = 13;

/** The record key of a delivery, the same for every attempt: a TID, as posts of Bluesky have it. */
export function recordKey(key: string): string {
  const hash = createHash('sha256').update(key).digest().readBigUInt64BE();
  const micros = FIRST + ((hash >> CLOCK_BITS) & ((1n << SPAN_BITS) - 1n));
  let left = (micros << CLOCK_BITS) | (hash & ((1n << CLOCK_BITS) - 1n));
  let text = '';
  for (let nth = 0; nth < LENGTH; nth += 1) {
    text = (LETTERS[Number(left & 31n)] ?? '') + text;
    left >>= 5n;
  }
  return text;
}
