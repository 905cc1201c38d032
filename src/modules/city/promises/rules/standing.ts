import { LEAST } from '#shared/disclosure';
import { addDays, addMonths, type LocalDate } from '#shared/dates';

/** How often something happened, and how often as it was promised. */
export interface Count {
  n: number;
  kept: number;
}

/** `few`: too little happened to say anything. `unmeasured`: nobody writes down what would tell. */
export type Standing = 'kept' | 'nearly' | 'missed' | 'few' | 'unmeasured';

/** So many percent below its target a promise is nearly kept. */
const NEAR = 3;

/** How a promise stands: kept at its target, nearly within three points of it. By whole numbers, so that no rounding makes it better. @param target percent */
export function standingOf(count: Count | null, target: number | null): Standing {
  if (count === null || target === null) return 'unmeasured';
  const { n, kept } = count;
  if (n < LEAST.compared) return 'few';
  if (kept * 100 >= target * n) return 'kept';
  return kept * 100 >= (target - NEAR) * n ? 'nearly' : 'missed';
}

/** The share that was kept in percent, one decimal, cut and not rounded: 94.96 is not 95. null for too few. */
export const keptPercent = ({ n, kept }: Count): number | null =>
  n < LEAST.compared ? null : Math.floor((kept * 1000) / n) / 10;

/** The last three whole months before a day, both ends included. */
export function lastMonths(today: LocalDate): { from: LocalDate; to: LocalDate } {
  const first = `${today.slice(0, 8)}01`;
  return { from: addMonths(first, -3), to: addDays(first, -1) };
}
