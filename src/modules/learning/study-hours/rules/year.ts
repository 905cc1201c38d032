import { sumHundredths } from '#shared/decimal';

/**
 * Lesson hours (JP) that a civil servant should learn in a year. Customary for ASN and not verified against a regulation: our notes on the field,
 * 7.2, mark it as unverified, as they do that 1 JP is 45 minutes.
 */
export const YEAR_TARGET = 20;

export type LearntSource = 'course' | 'workshop' | 'own';
/** Why something that was learnt is not counted. */
export type NotCounted = 'included' | 'revoked' | 'repeated';

/** Something that somebody learnt. */
export interface Learnt {
  /** Tells it from all others of the same person. */
  key: string;
  source: LearntSource;
  title: string;
  /** Who gave it. */
  by: string;
  /** The day on which it was finished, as it was where they work. */
  on: string;
  jp: number;
  /** Of the certificate; empty: none. */
  number: string;
  isRevoked: boolean;
  /** Which course of ours it is; null: it is none. */
  courseId: number | null;
  /** Which course of ours was part of it; null: none. */
  includes: number | null;
}
export type CountedLine<T extends Learnt = Learnt> = T & { counts: number; why: NotCounted | null };

const byDay = (a: Learnt, b: Learnt): number => a.on.localeCompare(b.on) || a.key.localeCompare(b.key);

/**
 * A course once, however often it was finished: on the day of the first time, by the certificate that holds; it was taken back when none of its
 * certificates holds.
 */
function courseOnce<T extends Learnt>(times: readonly T[]): T[] {
  const sorted = times.toSorted(byDay);
  const papers = sorted.filter(({ number }) => number !== '');
  const [first] = sorted;
  const told = papers.find(({ isRevoked }) => !isRevoked) ?? papers[0] ?? first;
  return told && first ? [{ ...told, on: first.on, jp: first.jp }] : [];
}

/** Numbers of certificates as they are compared: `007/SERT/…` as somebody types it. */
const plain = (number: string): string => number.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

/**
 * What somebody learnt in a year, by day, and what of it counts. A course counts once, and not beside the workshop or training of which it was part;
 * what was taken back does not count, nor what was entered twice or has its certificate here already.
 */
export function countYear<T extends Learnt>(
  all: readonly T[],
  year: number,
): { lines: CountedLine<T>[]; total: number } {
  const courses = [
    ...Map.groupBy(
      all.filter(({ courseId }) => courseId !== null),
      ({ courseId }) => courseId,
    ).values(),
  ];
  const once = [
    ...courses.flatMap((times) => courseOnce(times)),
    ...all.filter(({ courseId }) => courseId === null),
  ].toSorted(byDay);
  const numbers = new Set(once.flatMap(({ source, number }) => (source === 'own' ? [] : [plain(number)])));
  const why = new Map<string, NotCounted>();
  for (const one of once) {
    if (one.isRevoked) why.set(one.key, 'revoked');
    if (one.source !== 'own' || plain(one.number) === '') continue;
    if (numbers.has(plain(one.number))) why.set(one.key, 'repeated');
    numbers.add(plain(one.number));
  }
  const included = new Set(once.flatMap(({ key, includes }) => (includes === null || why.has(key) ? [] : [includes])));
  for (const { key, courseId } of once)
    if (courseId !== null && included.has(courseId) && !why.has(key)) why.set(key, 'included');
  const lines = once
    .filter(({ on }) => on.startsWith(`${year}-`))
    .map((one) => ({ ...one, counts: why.has(one.key) ? 0 : one.jp, why: why.get(one.key) ?? null }));
  return { lines, total: sumHundredths(lines.map(({ counts }) => counts)) };
}
