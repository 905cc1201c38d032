import { FEWEST_TOLD, splitSmallCounts } from '#shared/small-counts';
import type { HeardFrom } from './answers.ts';

/** How many gave which answer, as it may be told. */
export interface ToldAnswers {
  /** Who answered at all; null = fewer than ten. */
  total: number | null;
  /** Answers of ten people or more, the most frequent first. */
  answers: { answer: HeardFrom; count: number }[];
  /** All others together, 0 = there are none; null where no total is told. */
  others: number | null;
}

/** Tells counts of answers so that none of fewer than ten people is said, nor can be reckoned from the rest. */
export function tellAnswers(counts: ReadonlyMap<HeardFrom, number>): ToldAnswers {
  const { told, left } = splitSmallCounts(counts);
  const total = told.reduce((sum, [, count]) => sum + count, left);
  if (total < FEWEST_TOLD) return { total: null, answers: [], others: null };
  return { total, answers: told.map(([answer, count]) => ({ answer, count })), others: left };
}
