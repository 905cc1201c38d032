/**
 * Memory for lists that live no longer than one search. A search of a common word makes a megabyte of them; as ordinary
 * arrays they would keep the garbage collector busier than the search itself.
 */
/** 64 MB: the largest searches of a million records. */
const MOST = 1 << 24;
let room = new Uint32Array(1 << 16);
let used = 0;
let wanted = 0;
let depth = 0;

/** An array of numbers with whatever was there before: to be filled from the start. */
export function take(length: number): Uint32Array {
  if (depth === 0) return new Uint32Array(length);
  wanted += length;
  if (used + length > room.length) return new Uint32Array(length);
  used += length;
  return room.subarray(used - length, used);
}

/** The first `length` numbers of an array from {@link take}; the rest is given back when nothing was taken after it. */
export function keep(array: Uint32Array, length: number): Uint32Array {
  const end = array.byteOffset / 4 + array.length;
  if (array.buffer === room.buffer && end === used) used -= array.length - length;
  return array.subarray(0, length);
}

/**
 * Runs `work`, which must not wait for anything, with room for its lists. No list made by {@link take} inside may be used
 * after it: copy what must live on.
 */
export function inScratch<T>(work: () => T): T {
  depth++;
  try {
    return work();
  } finally {
    depth--;
    if (depth === 0) {
      // what did not fit this time shall fit the next
      if (wanted > room.length && room.length < MOST) room = new Uint32Array(Math.min(MOST, Math.ceil(wanted * 1.25)));
      used = 0;
      wanted = 0;
    }
  }
}
