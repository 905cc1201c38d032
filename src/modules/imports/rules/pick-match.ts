/** A record of the catalogue that may be the one that the file brings. */
export interface Candidate {
  bibId: number;
  by: 'isbn' | 'control_number' | 'title';
  controlNumber: string | null;
  controlNumberSource: string | null;
}

/** The record of the file. */
export interface Incoming {
  controlNumber: string | null;
  controlNumberSource: string | null;
  /** See `BibEntry.merges`. */
  merges: boolean;
}

/** 003 of numbers that we make from a table's row or a record without number: two of them may well mean one title. */
export const MADE_NUMBERS: ReadonlySet<string> = new Set(['SLIMS', 'INLISLITE', 'LUMBUNG']);

/**
 * Which record of the catalogue the incoming one is: the one with the same control number of the same maker; else the strongest
 * candidate (ISBN, then title + author + year). Two numbers of one maker mean two records, so a likeness of titles is then no
 * match; and two records of one MARC file are two.
 * @param candidates strongest first
 * @param firstNewId records from this id on were made by this run
 */
export function pickMatch<T extends Candidate>(
  incoming: Incoming,
  candidates: readonly T[],
  firstNewId: number,
): T | undefined {
  const exact = candidates.find(
    (candidate) =>
      incoming.controlNumber !== null &&
      candidate.controlNumber === incoming.controlNumber &&
      candidate.controlNumberSource === incoming.controlNumberSource,
  );
  if (exact) return exact;
  return candidates.find((candidate) => {
    if (candidate.bibId >= firstNewId && !incoming.merges) return false;
    if (candidate.by !== 'title') return true;
    const source = incoming.controlNumberSource;
    const isSameMaker =
      source !== null &&
      source === candidate.controlNumberSource &&
      !MADE_NUMBERS.has(source) &&
      incoming.controlNumber;
    return !isSameMaker;
  });
}
