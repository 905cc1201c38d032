import { VARBYTE_MAX, writeVarbyte } from './varbyte.ts';

/**
 * Where a word stands in a record, for phrases: numbers `place << 2 | field` (field 0 title … 3 rest), ascending; the
 * next word of a phrase stands at the same number plus four. Places leave a gap between fields and between entries.
 */
export const NEXT_PLACE = 4;

/** Positions of one word in one record after another, in the order of the word's postings. */
export function encodePositions(records: readonly (readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(records.reduce((sum, places) => sum + places.length, 0) * VARBYTE_MAX);
  let at = 0;
  for (const places of records) at = writePositions(bytes, at, places);
  return bytes.slice(0, at);
}

/** Writes the positions of one record: differences, shifted left once, the low bit saying "one more follows". */
export function writePositions(bytes: Uint8Array, start: number, places: readonly number[]): number {
  let at = start;
  let last = 0;
  for (let index = 0; index < places.length; index++) {
    const place = places[index] ?? 0;
    at = writeVarbyte(bytes, at, (((place - last) << 1) | (index + 1 < places.length ? 1 : 0)) >>> 0);
    last = place;
  }
  return at;
}

/** Positions of all records of a list: those of the record at index n are `values[starts[n] … starts[n + 1])`. */
export interface Positions {
  starts: Uint32Array;
  values: Uint32Array;
}

/** The reverse of {@link encodePositions}, for a list of `records` postings. */
export function decodePositions(bytes: Uint8Array, records: number): Positions {
  const starts = new Uint32Array(records + 1);
  const values = new Uint32Array(bytes.length);
  let count = 0;
  let record = 0;
  let last = 0;
  let value = 0;
  let shift = 0;
  for (const byte of bytes) {
    value |= (byte & 127) << shift;
    shift += 7;
    if (byte < 128) continue;
    last += value >>> 1;
    values[count++] = last;
    if ((value & 1) === 0) {
      starts[++record] = count;
      last = 0;
    }
    value = 0;
    shift = 0;
  }
  return { starts, values: values.subarray(0, count) };
}

/**
 * The fields (as a mask) in which the words follow each other.
 * @param words for each word of the phrase, where it stands
 */
export function phraseFields(words: readonly ReadonlySet<number>[]): number {
  const [first, ...others] = words;
  let mask = 0;
  for (const place of first ?? []) {
    if (others.every((places, index) => places.has(place + NEXT_PLACE * (index + 1)))) mask |= 1 << (place & 3);
  }
  return mask;
}
