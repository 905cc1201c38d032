import type { OpeningInterval } from '#modules/ground/libraries/client';
import { formatMinute, formatWeekday, type DateLocale } from '#shared/dates';

/** Days that have the same hours: `{ days: 'Senin–Kamis', times: ['08.00–20.00'] }`; no times = closed. */
export interface HoursLine {
  days: string;
  times: string[];
}

const timesOn = (hours: readonly OpeningInterval[], weekday: number, locale: DateLocale): string[] =>
  hours
    .filter((interval) => interval.weekday === weekday)
    .sort((a, b) => a.opensMinute - b.opensMinute)
    .map(
      ({ opensMinute, closesMinute }) => `${formatMinute(opensMinute, locale)}–${formatMinute(closesMinute, locale)}`,
    );

/** A week in as few lines as it needs: days in a row with the same hours are one line. */
export function summariseHours(hours: readonly OpeningInterval[], locale: DateLocale): HoursLine[] {
  const lines: { first: number; last: number; times: string[] }[] = [];
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const times = timesOn(hours, weekday, locale);
    const before = lines.at(-1);
    if (before?.times.join() === times.join()) before.last = weekday;
    else lines.push({ first: weekday, last: weekday, times });
  }
  return lines.map(({ first, last, times }) => {
    const from = formatWeekday(first, locale);
    const days = first === last ? from : `${from}–${formatWeekday(last, locale)}`;
    return { days, times };
  });
}
