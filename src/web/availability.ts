/** Copies of one title at one library. */
export interface Holding {
  libraryId: number;
  libraryName: string;
  /** Copies that stand on the shelf and may be taken home. */
  available: number;
  /** Copies that are on the shelf to be read there. */
  readHere: number;
  /** Copies that are lent. */
  lent: number;
  /** Copies that come to the shelf soon. */
  coming: number;
  /** Call number of the copy that the sentence speaks of. */
  callNumber: string | null;
}

/** What a reader is told in one glance: the state, where, and where else. */
export interface Availability {
  kind: 'available' | 'read_here' | 'lent' | 'coming' | 'none';
  /** The library that the sentence names; null when no copy can be had now. */
  at: Holding | null;
  /** Further libraries that have it on the shelf, best first. */
  also: Holding[];
}

/**
 * Chooses what to say about a title: the wanted libraries first, then the one with most copies on the shelf. A copy to take
 * home goes before one to read there.
 * @param holdings in the network's order (main library first)
 * @param wanted ids of the libraries that the reader chose
 */
export function chooseAvailability(holdings: readonly Holding[], wanted: readonly number[] = []): Availability {
  const ranked = (count: (holding: Holding) => number): Holding[] =>
    holdings
      .filter((holding) => count(holding) > 0)
      .sort(
        (a, b) => Number(wanted.includes(b.libraryId)) - Number(wanted.includes(a.libraryId)) || count(b) - count(a),
      );
  const [home, ...otherHomes] = ranked((holding) => holding.available);
  if (home) return { kind: 'available', at: home, also: otherHomes };
  const [here, ...otherHeres] = ranked((holding) => holding.readHere);
  if (here) return { kind: 'read_here', at: here, also: otherHeres };
  if (holdings.some((holding) => holding.lent > 0)) return { kind: 'lent', at: null, also: [] };
  if (holdings.some((holding) => holding.coming > 0)) return { kind: 'coming', at: null, also: [] };
  return { kind: 'none', at: null, also: [] };
}
