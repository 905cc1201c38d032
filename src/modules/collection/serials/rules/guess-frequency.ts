import { daysBetween } from '#shared/dates';
import type { Frequency } from './frequency.ts';

/** So many days lie between two issues, about. */
const DAYS: readonly (readonly [Frequency, number])[] = [
  ['daily', 1],
  ['weekly', 7],
  ['fortnightly', 14],
  ['monthly', 30],
  ['bimonthly', 61],
  ['quarterly', 91],
];

/** How often a serial comes out whose issues have these days, by the distance that most of them keep; monthly where there are no two. */
export function guessFrequency(days: readonly string[]): Frequency {
  const inOrder = [...new Set(days)].toSorted();
  const steps = inOrder.flatMap((day, i) => {
    const before = inOrder[i - 1];
    return before === undefined ? [] : [daysBetween(before, day)];
  });
  const step = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)];
  if (step === undefined) return 'monthly';
  const away = (usual: number): number => Math.abs(Math.log(step / usual));
  return DAYS.reduce((best, one) => (away(one[1]) < away(best[1]) ? one : best), DAYS[0] ?? ['monthly', 30])[0];
}
