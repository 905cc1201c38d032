/** Copies of one title at one library. */
export interface Holding {
  libraryId: number;
  libraryName: string;
  callNumber: string | null;
  /** Copies in the collection. */
  total: number;
  /** Copies on the shelf now that may be taken home. */
  available: number;
  /** Copies on the shelf now that are read there. */
  readHere: number;
}

/** What a reader is told at a glance: the state, where, and where else. */
export interface Availability {
  kind: 'available' | 'read_here' | 'away' | 'none';
  /** The library that the sentence names. */
  at: Holding | null;
  /** Further libraries that have it on the shelf, best first. */
  also: Holding[];
}

/**
 * Chooses what to say about a title: the libraries that the reader chose first, then those with most copies on the shelf. A
 * copy to take home goes before one to read there.
 * @param holdings in the network's order (main library first)
 * @param wanted ids of the libraries that the reader chose
 */
export function chooseAvailability(holdings: readonly Holding[], wanted: readonly number[] = []): Availability {
  const isWanted = (holding: Holding): number => Number(wanted.includes(holding.libraryId));
  const ranked = (count: (holding: Holding) => number): Holding[] =>
    holdings.filter((holding) => count(holding) > 0).sort((a, b) => isWanted(b) - isWanted(a) || count(b) - count(a));
  const [at, ...also] = ranked((holding) => holding.available);
  if (at) return { kind: 'available', at, also };
  const [here, ...others] = ranked((holding) => holding.readHere);
  if (here) return { kind: 'read_here', at: here, also: others };
  return { kind: holdings.length > 0 ? 'away' : 'none', at: null, also: [] };
}
