/** A piece of PostgreSQL's log of 16 MB: timeline, then its number in two parts. */
const SEGMENT = /^[0-9A-F]{24}$/;
const IN_ONE = 256;
const LONGEST = 8;

export const isSegment = (name: string): boolean => SEGMENT.test(name);

const hex = (number: number): string => number.toString(16).toUpperCase().padStart(LONGEST, '0');

/** The name of the piece behind one, of the same timeline. */
export function nextSegment(name: string): string {
  const [timeline, log, part] = [name.slice(0, 8), parseInt(name.slice(8, 16), 16), parseInt(name.slice(16), 16)];
  return part + 1 === IN_ONE ? timeline + hex(log + 1) + hex(0) : timeline + hex(log) + hex(part + 1);
}
