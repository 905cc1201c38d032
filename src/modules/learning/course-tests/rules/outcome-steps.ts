import { FEWEST_TOLD, isTold, toldSteps } from '#shared/small-counts';

/** What came of a course, as it was counted; each of these is a part of the one before: who learns, who finished, who did both tests. */
export interface CountedOutcome {
  learners: number;
  finished: number;
  /** `interval`: 95 %; null where all gained alike. */
  gain: (Omit<OutcomeGain, 'interval'> & { interval: OutcomeGain['interval'] | null }) | null;
}

/** What people gained who did both tests. */
interface OutcomeGain {
  pairs: number;
  gain: number;
  interval: { low: number; high: number };
}

/** What everybody is told of it; what may not be told is null. */
export interface ToldOutcome {
  learners: number;
  finished: number | null;
  gain: OutcomeGain | null;
}

/** Where all gained alike, the average is what each of them gained. */
const gainOfMany = ({ gain }: CountedOutcome): OutcomeGain | null =>
  gain?.interval ? { ...gain, interval: gain.interval } : null;

/** What may be told of a course by itself; null: fewer than ten learn. Who gained comes before who finished, for one of the two may give away the other. */
function toldNow(now: CountedOutcome): ToldOutcome | null {
  const { learners, finished } = now;
  if (learners < FEWEST_TOLD) return null;
  const gain = gainOfMany(now);
  const [pairs = null, done = null] = toldSteps([gain?.pairs ?? 0, finished], learners);
  return { learners, finished: done, gain: gain && pairs === gain.pairs && pairs > 0 ? gain : null };
}

/** People in each figure that both tell, and between any two of them. */
function parts(one: ToldOutcome, other: ToldOutcome): number[] {
  const figures = [
    ...(one.gain && other.gain ? [one.gain.pairs] : []),
    ...(one.finished !== null && other.finished !== null ? [one.finished] : []),
    one.learners,
  ];
  return figures.flatMap((count, at) => [0, ...figures.slice(0, at)].map((smaller) => count - smaller));
}

/** A figure that was told and would be told no more: whoever saw it remembers it, and would reckon with it when it is told again. */
const isForgotten = (before: ToldOutcome, told: ToldOutcome): boolean =>
  (before.finished !== null && told.finished === null) || (before.gain !== null && told.gain === null);

const isSame = (one: ToldOutcome, other: ToldOutcome): boolean =>
  one.learners === other.learners && one.finished === other.finished && one.gain?.pairs === other.gain?.pairs;

/**
 * What is told next: the new figures, where nobody or ten and more lie between each of them and what was told before; else what was told. So
 * whoever looks every day learns nothing of few. What was told once is told from then on. The gain of as many people as before stays: one may
 * have gone and another come.
 * @returns the same object where it stays: the day of another count would tell that nobody came that night, and each day without one that somebody did
 */
export function nextOutcome(before: ToldOutcome | null, now: CountedOutcome): ToldOutcome | null {
  const told = toldNow(now);
  if (!told || !before) return before ?? told;
  if (isForgotten(before, told) || isSame(before, told)) return before;
  const earlier = parts(before, told);
  const isSafe = parts(told, before).every((count, at) => isTold(Math.abs(count - (earlier[at] ?? 0))));
  if (!isSafe) return before;
  return told.gain && told.gain.pairs === before.gain?.pairs ? { ...told, gain: before.gain } : told;
}
