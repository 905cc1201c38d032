import { keep, take } from './scratch.ts';
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
  const starts = take(records + 1);
  const values = take(bytes.length);
  starts[0] = 0;
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
  return { starts, values: keep(values, count) };
}

/** Where one word stands in one record: a stretch of the positions of a list. */
export interface Stretch {
  values: Uint32Array;
  from: number;
  to: number;
}

function stands(stretches: readonly Stretch[], place: number): boolean {
  for (const { values, from, to } of stretches) {
    for (let index = from; index < to && (values[index] ?? 0) <= place; index++) {
      if (values[index] === place) return true;
    }
  }
  return false;
}

/**
 * The fields (as a mask) in which the words of a phrase follow each other in one record.
 * @param words for each word, where its forms stand
 */
export function phraseFields(words: readonly (readonly Stretch[])[]): number {
  let mask = 0;
  for (const { values, from, to } of words[0] ?? []) {
    for (let index = from; index < to; index++) {
      const place = values[index] ?? 0;
      let word = 1;
      while (word < words.length && stands(words[word] ?? [], place + NEXT_PLACE * word)) word++;
      if (word === words.length) mask |= 1 << (place & 3);
    }
  }
  return mask;
}
