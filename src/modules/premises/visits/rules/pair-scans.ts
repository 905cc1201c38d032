/** A visit as the scans of one card make it. */
export interface PairedVisit {
  at: Date;
  leftAt: Date | null;
  /** Another scan before this instant is the same visit. */
  countedUntil: Date;
  /** Scans that came too soon to be an arrival or a leaving. */
  repeatedAt: readonly Date[];
}

/** How scans become visits. */
export interface Pairing {
  repeatMinutes: number;
  recordsLeaving: boolean;
  /** The day of the library in which an instant lies: nobody leaves on another day than that of the arrival. */
  dayOf: (at: Date) => string;
}

/** A card that lies on a reader is scanned for as long as it lies there: more of one visit are not kept. */
const MOST_REPEATS = 100;

/**
 * What the visits of one card at one library are when one more scan is known, whenever it was made: they are paired anew from there on.
 * What lies before it stays as it was counted, also if the library counted otherwise then.
 * @param visits in their order
 * @returns the visits in their order; the very same list where the scan is known already
 */
export function pairScan(visits: readonly PairedVisit[], scan: Date, pairing: Pairing): readonly PairedVisit[] {
  const scans = visits.flatMap(scansOf);
  if (scans.some((known) => known.getTime() === scan.getTime())) return visits;
  const later = scans.filter((known) => known > scan).toSorted((a, b) => a.getTime() - b.getTime());
  const before = visits.flatMap((visit) => asOf(visit, scan, pairing));
  return [scan, ...later].reduce((paired, next) => addLatest(paired, next, pairing), before);
}

const scansOf = ({ at, leftAt, repeatedAt }: PairedVisit): Date[] => [at, ...(leftAt ? [leftAt] : []), ...repeatedAt];

const countedFrom = (at: Date, { repeatMinutes }: Pairing): Date => new Date(at.getTime() + repeatMinutes * 60_000);

/** What was known of a visit at an instant; nothing if it had not begun. */
function asOf(visit: PairedVisit, instant: Date, pairing: Pairing): PairedVisit[] {
  if (visit.at > instant) return [];
  const repeatedAt = visit.repeatedAt.filter((scan) => scan < instant);
  if (visit.leftAt === null || visit.leftAt < instant) return [{ ...visit, repeatedAt }];
  return [{ ...visit, leftAt: null, countedUntil: countedFrom(visit.at, pairing), repeatedAt }];
}

/** One more scan, later than all others. */
function addLatest(visits: readonly PairedVisit[], scan: Date, pairing: Pairing): PairedVisit[] {
  const last = visits.at(-1);
  const others = visits.slice(0, -1);
  if (last && scan < last.countedUntil) {
    const repeatedAt = last.repeatedAt.length < MOST_REPEATS ? [...last.repeatedAt, scan] : last.repeatedAt;
    return [...others, { ...last, repeatedAt }];
  }
  const countedUntil = countedFrom(scan, pairing);
  if (last && pairing.recordsLeaving && last.leftAt === null && pairing.dayOf(last.at) === pairing.dayOf(scan)) {
    return [...others, { ...last, leftAt: scan, countedUntil }];
  }
  return [...visits, { at: scan, leftAt: null, countedUntil, repeatedAt: [] }];
}
