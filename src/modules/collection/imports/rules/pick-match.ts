/** A record of the catalogue that is, or may be, the one that the file brings: by the one rule of identity. */
export interface Candidate {
  bibId: number;
  judgement: 'same' | 'maybe';
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

/** What an entry is of the catalogue's: that record, or a new one that may be one of these. */
export interface Match<T> {
  match: T | undefined;
  maybe: T[];
}

/**
 * Which record of the catalogue the incoming one is: of those that are the same the one with its control number, else the strongest
 * (ISBN, then title + author + year). Two records of a MARC file are two, even where they look the same: then that is for a person to
 * decide, like whatever only may be the same.
 * @param candidates strongest first
 * @param isFromThisRun did this run make that record, or write another entry over it?
 */
export function pickMatch<T extends Candidate>(
  incoming: Incoming,
  candidates: readonly T[],
  isFromThisRun: (candidate: T) => boolean,
): Match<T> {
  const same = candidates.filter(({ judgement }) => judgement === 'same');
  const exact = same.find(
    (candidate) =>
      incoming.controlNumber !== null &&
      candidate.controlNumber === incoming.controlNumber &&
      candidate.controlNumberSource === incoming.controlNumberSource,
  );
  const match = exact ?? same.find((candidate) => incoming.merges || !isFromThisRun(candidate));
  return { match, maybe: match ? [] : [...candidates] };
}
