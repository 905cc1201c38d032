/** A piece of PostgreSQL's log of 16 MB: timeline, then its number in two parts. */
const SEGMENT = /^[0-9A-F]{24}$/;
const IN_ONE = 256;
const LONGEST = 8;

export const isSegment = (name: string): boolean => SEGMENT.test(name);

/** Of the log, or what says where a timeline has parted from another. */
export const isPiece = (name: string): boolean => isSegment(name) || /^[0-9A-F]{8}\.history$/.test(name);

const hex = (number: number): string => number.toString(16).toUpperCase().padStart(LONGEST, '0');

/** How many pieces may lie between the first and the last that a base needs: 16 GB. */
const MOST_BETWEEN = 1024;

/** The pieces from one to another, both with them; null where that is no sensible row of one timeline. */
export function segmentsBetween(first: string, last: string): string[] | null {
  const names = [first];
  for (let name = first; name !== last; names.push(name)) {
    if (names.length > MOST_BETWEEN || name > last) return null;
    name = nextSegment(name);
  }
  return names;
}

/** The name of the piece behind one, of the same timeline. */
export function nextSegment(name: string): string {
  const [timeline, log, part] = [name.slice(0, 8), parseInt(name.slice(8, 16), 16), parseInt(name.slice(16), 16)];
  return part + 1 === IN_ONE ? timeline + hex(log + 1) + hex(0) : timeline + hex(log) + hex(part + 1);
}
