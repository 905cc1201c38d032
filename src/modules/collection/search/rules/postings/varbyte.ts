import { keep, take } from './scratch.ts';

/**
 * Variable-length bytes: seven bits a byte, low bits first, the last byte of a number has its high bit set.
 * Ascending numbers are written as differences; one posting of a common word takes one byte or two.
 */

/** Room that {@link writeVarbyte} may need for one number of up to 32 bits. */
export const VARBYTE_MAX = 5;

/** Writes a number from 0 to 2^32-1 at `at`; returns the place after it. */
export function writeVarbyte(bytes: Uint8Array, at: number, value: number): number {
  let rest = value;
  let place = at;
  while (rest > 127) {
    bytes[place++] = rest & 127;
    rest >>>= 7;
  }
  bytes[place++] = rest | 128;
  return place;
}

/** Ascending numbers (each 0 to 2^32-1) as varbytes of their differences. */
export function encodeAscending(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(values.length * VARBYTE_MAX);
  let at = 0;
  let last = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    at = writeVarbyte(bytes, at, (value - last) >>> 0);
    last = value;
  }
  return bytes.slice(0, at);
}

/** The reverse of {@link encodeAscending}. Ends quietly where the bytes end. */
export function decodeAscending(bytes: Uint8Array): Uint32Array {
  const values = take(bytes.length);
  const end = bytes.length;
  let count = 0;
  let last = 0;
  let at = 0;
  while (at < end) {
    let byte = bytes[at++] ?? 0;
    let value = byte & 127;
    let shift = 7;
    while (byte < 128 && at < end) {
      byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
      shift += 7;
    }
    last = (last + (value >>> 0)) >>> 0;
    values[count++] = last;
  }
  return keep(values, count);
}
