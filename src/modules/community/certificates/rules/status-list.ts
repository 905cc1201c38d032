import { gzipSync } from 'node:zlib';

/** The least length that W3C's Bitstring Status List allows, in bits: one certificate among so many is not to be told by its list. */
const LIST_BITS = 131_072;

/** Where the status of a certificate stands: which list, and which bit of it. */
export const placeInList = (id: number): { list: number; index: number } => ({
  list: Math.floor(id / LIST_BITS) + 1,
  index: id % LIST_BITS,
});

/** The first id of a list and the first after it. */
export const idsOfList = (list: number): { from: number; before: number } => ({
  from: (list - 1) * LIST_BITS,
  before: list * LIST_BITS,
});

/** A list as W3C's Bitstring Status List v1.0 has it: bits from the left, compressed (GZIP), in base64url after the `u` of Multibase. */
export function encodedList(indexes: readonly number[]): string {
  const bits = Buffer.alloc(LIST_BITS / 8);
  for (const index of indexes) bits.writeUInt8(bits.readUInt8(index >> 3) | (0x80 >> (index & 7)), index >> 3);
  return `u${gzipSync(bits).toString('base64url')}`;
}
