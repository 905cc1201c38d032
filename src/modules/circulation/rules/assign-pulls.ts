/** Someone who waits, and who could be served from a shelf. */
export interface Waiting {
  holdId: number;
  pickupLibraryId: number;
  /** Ids of the copies on a shelf that would do. */
  copies: readonly number[];
}
export interface ShelvedCopy {
  id: number;
  libraryId: number;
}
/** Kilometres or any other measure between two libraries; null = not known. */
export type Distance = (from: number, to: number) => number | null;

/**
 * Which shelf each hold is served from. In the order given, every hold takes a free copy: of its pick-up library, else of the library
 * that has the fewest to fetch so far, among equals the nearest, then the one with the smaller id. No copy is given twice.
 * The same input always gives the same list: nothing has to be kept between two looks at it.
 * @returns hold id → copy id, for the holds that a copy was found for
 */
export function assignPulls(
  waiting: readonly Waiting[],
  shelved: readonly ShelvedCopy[],
  distance: Distance,
): Map<number, number> {
  const copies = new Map(shelved.map((copy) => [copy.id, copy]));
  const taken = new Set<number>();
  const load = new Map<number, number>();
  const given = new Map<number, number>();
  for (const hold of waiting) {
    const free = hold.copies.flatMap((id) => {
      const copy = copies.get(id);
      return copy && !taken.has(id) ? [copy] : [];
    });
    const order = ({ libraryId, id }: ShelvedCopy): readonly number[] => [
      libraryId === hold.pickupLibraryId ? 0 : 1,
      load.get(libraryId) ?? 0,
      distance(libraryId, hold.pickupLibraryId) ?? Number.MAX_SAFE_INTEGER,
      libraryId,
      id,
    ];
    const [best] = free.toSorted((a, b) => compare(order(a), order(b)));
    if (!best) continue;
    taken.add(best.id);
    load.set(best.libraryId, (load.get(best.libraryId) ?? 0) + 1);
    given.set(hold.holdId, best.id);
  }
  return given;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}
