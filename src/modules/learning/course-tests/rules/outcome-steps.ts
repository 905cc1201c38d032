import { FEWEST_TOLD, isTold, toldSteps } from '#shared/small-counts';

/** What came of a course, as it was counted; each of these is a part of the one before: who learns, who finished, who did both tests. */
export interface CountedOutcome {
  learners: number;
  finished: number;
  gain: OutcomeGain | null;
}

/** What people gained who did both tests. */
interface OutcomeGain {
  pairs: number;
  gain: number;
  /** 95 %; null where all gained alike. */
  interval: { low: number; high: number } | null;
}

/** What everybody is told of it; what may not be told is null. */
export interface ToldOutcome {
  learners: number;
  finished: number | null;
  gain: OutcomeGain | null;
}

/** What may be told of a course by itself; null: fewer than ten learn. Who gained comes before who finished, for one of the two may give away the other. */
function toldNow({ learners, finished, gain }: CountedOutcome): ToldOutcome | null {
  if (learners < FEWEST_TOLD) return null;
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

/**
 * What is told next: the new figures, where nobody or ten and more lie between each of them and what was told before; else what was told. So
 * whoever looks every day learns nothing of few. The gain of as many people as before stays: one may have gone and another come.
 */
export function nextOutcome(before: ToldOutcome | null, now: CountedOutcome): ToldOutcome | null {
  const told = toldNow(now);
  if (!told || !before) return before ?? told;
  const earlier = parts(before, told);
  const isSafe = parts(told, before).every((count, at) => isTold(Math.abs(count - (earlier[at] ?? 0))));
  if (!isSafe) return before;
  return told.gain && told.gain.pairs === before.gain?.pairs ? { ...told, gain: before.gain } : told;
}
