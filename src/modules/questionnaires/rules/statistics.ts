/** Figures from numbers, each with the formula that it is. No rounding here: who shows a figure rounds it. */

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Variance of a sample: squared distances from the mean over n − 1. */
function variance(values: readonly number[]): number {
  const middle = mean(values) ?? 0;
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

/** 97.5 % of the normal distribution lie below. */
const Z = 1.959_963_984_540_054;

/**
 * The share k of n with Wilson's interval of 95 % (E. B. Wilson 1927): unlike p ± z·√(pq/n) it never leaves 0 … 1 and holds for few
 * answers. Shares from 0 to 1; null = nobody.
 */
export function wilson(k: number, n: number): { share: number; low: number; high: number } | null {
  if (n === 0) return null;
  const share = k / n;
  const square = Z ** 2;
  const centre = (share + square / (2 * n)) / (1 + square / n);
  const half = (Z / (1 + square / n)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n ** 2));
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

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
  if (ofSums === 0) return null;
  let ofItems = 0;
  for (let item = 0; item < items; item += 1) ofItems += variance(rows.map((row) => row[item] ?? 0));
  return (items / (items - 1)) * (1 - ofItems / ofSums);
}

/** Student's t, 97.5 %, by degrees of freedom 1 … 30 (standard table). */
const T_TABLE = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];
/** Beyond the table the first terms of its expansion are right to three decimals. */
const studentT = (freedom: number): number =>
  T_TABLE[freedom - 1] ?? Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2);

export interface Gain {
  /** People with both results. */
  pairs: number;
  /** Averages of those people alone. */
  before: number;
  after: number;
  /** after − before: the gain of the averages. */
  gain: number;
  /** 95 % by the paired t; null for one pair. */
  interval: { low: number; high: number } | null;
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
  const half = pairs.length < 2 ? null : studentT(pairs.length - 1) * Math.sqrt(variance(gains) / pairs.length);
  return {
    pairs: pairs.length,
    before,
    after,
    gain,
    interval: half === null ? null : { low: gain - half, high: gain + half },
    normalised: before >= 100 ? null : gain / (100 - before),
    up: gains.filter((one) => one > 0).length,
    same: gains.filter((one) => one === 0).length,
    down: gains.filter((one) => one < 0).length,
  };
}

/** Hake's bounds as Indonesian training reports use them: from 0.7 high, from 0.3 medium. */
export const gainClass = (normalised: number): 'high' | 'medium' | 'low' =>
  normalised >= 0.7 ? 'high' : normalised >= 0.3 ? 'medium' : 'low';
