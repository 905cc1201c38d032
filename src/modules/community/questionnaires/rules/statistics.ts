import { mean, pairedInterval, variance, type Interval } from './intervals.ts';

/** Figures from numbers, each with the formula that it is. No rounding here: who shows a figure rounds it. */

/**
 * Percent of an item: Σ(score × how often) ÷ (highest score × n) × 100, as training reports in Indonesia give it
 * (2×4 + 51×3 + 10×2 + 1×1 = 182 of 4×64 is 71.09 %).
 */
export const itemPercent = (scores: readonly number[], highest: number): number | null =>
  scores.length === 0 || highest === 0
    ? null
    : (100 * scores.reduce((sum, score) => sum + score, 0)) / (highest * scores.length);

/**
 * Cronbach's α = k ÷ (k − 1) × (1 − Σ variances of the items ÷ variance of the sums): whether items measure one thing.
 * @param rows one per person who answered all items, one number per item
 * @returns null for fewer than two items or people, or where all sums are the same
 */
export function cronbachAlpha(rows: readonly (readonly number[])[]): number | null {
  const items = rows[0]?.length ?? 0;
  if (items < 2 || rows.length < 2) return null;
  const ofSums = variance(rows.map((row) => row.reduce((sum, value) => sum + value, 0)));
  if (ofSums === null || ofSums === 0) return null;
  let ofItems = 0;
  for (let item = 0; item < items; item += 1) ofItems += variance(rows.map((row) => row[item] ?? 0)) ?? 0;
  return (items / (items - 1)) * (1 - ofItems / ofSums);
}

export interface Gain {
  /** People with both results. */
  pairs: number;
  /** Averages of those people alone. */
  before: number;
  after: number;
  /** after − before: the gain of the averages. */
  gain: number;
  /** 95 % by the paired t; null for one pair, and where all gained alike. */
  interval: Interval | null;
  /** (after − before) ÷ (100 − before): how much of what could be gained was; null where nothing could. */
  normalised: number | null;
  up: number;
  same: number;
  down: number;
}

/**
 * What people gained between two tests, from those who did both.
 * @param pairs percent before and after, one per person
 */
export function pairedGain(pairs: readonly { before: number; after: number }[]): Gain | null {
  const before = mean(pairs.map((pair) => pair.before));
  const after = mean(pairs.map((pair) => pair.after));
  if (before === null || after === null) return null;
  const gains = pairs.map((pair) => pair.after - pair.before);
  const gain = after - before;
  return {
    pairs: pairs.length,
    before,
    after,
    gain,
    interval: pairedInterval(gains),
    normalised: before >= 100 ? null : gain / (100 - before),
    up: gains.filter((one) => one > 0).length,
    same: gains.filter((one) => one === 0).length,
    down: gains.filter((one) => one < 0).length,
  };
}

/** Hake's bounds as Indonesian training reports use them: from 0.7 high, from 0.3 medium. */
export const gainClass = (normalised: number): 'high' | 'medium' | 'low' =>
  normalised >= 0.7 ? 'high' : normalised >= 0.3 ? 'medium' : 'low';
