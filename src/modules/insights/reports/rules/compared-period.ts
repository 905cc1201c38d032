import { addDays, addMonths, daysBetween, type LocalDate } from '#shared/dates';

export const COMPARISONS = ['none', 'previous', 'year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Period {
  from: LocalDate;
  to: LocalDate;
}

const monthsBetween = (from: LocalDate, to: LocalDate): number =>
  (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7));

/**
 * With what a time is compared: as many days before it (of whole months, as many months), or the same days of the year before. 29 February
 * is compared with the 28th.
 */
export function comparedPeriod({ from, to }: Period, comparison: Comparison): Period | null {
  if (comparison === 'none') return null;
  const after = addDays(to, 1);
  const isWhole = from.endsWith('-01') && after.endsWith('-01');
  if (comparison === 'year') {
    const until = isWhole ? addDays(addMonths(after, -12), -1) : addMonths(to, -12);
    return { from: addMonths(from, -12), to: until };
  }
  if (!isWhole) return { from: addDays(from, -daysBetween(from, after)), to: addDays(from, -1) };
  const months = monthsBetween(from, after);
  return { from: addMonths(from, -months), to: addDays(from, -1) };
}

/**
 * Which day, month or year of the time before stands beside one of a time; null = none: there is no 30 February, and of two times that lie in
 * one month and in two no month is like the other.
 */
export function besideKey(by: string, key: string, before: Period, now: Period): string | null {
  if (by === 'day') {
    // the same day of the year before, or as many days earlier
    const isYear = monthsBetween(before.from, now.from) === 12 && before.from.slice(5) === now.from.slice(5);
    const day = isYear ? addMonths(key, -12) : addDays(key, -daysBetween(before.from, now.from));
    return day <= before.to ? day : null;
  }
  const [own, earlier] = [keysOf(by, now), keysOf(by, before)];
  return own.length === earlier.length ? (earlier[own.indexOf(key)] ?? null) : null;
}

/** Every day, month or year of a time, also those without anything; empty where a figure is split by something else. */
export function keysOf(by: string, { from, to }: Period): string[] {
  const keys: string[] = [];
  if (by === 'day') for (let day = from; day <= to; day = addDays(day, 1)) keys.push(day);
  if (by === 'month')
    for (let month = `${from.slice(0, 7)}-01`; month <= to; month = addMonths(month, 1)) keys.push(month.slice(0, 7));
  if (by === 'year')
    for (let year = Number(from.slice(0, 4)); year <= Number(to.slice(0, 4)); year++) keys.push(String(year));
  return keys;
}
