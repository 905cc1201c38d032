import {
  addDays,
  formatDate,
  formatMinute,
  formatWeekday,
  isoWeekday,
  localDate,
  localMinute,
  zoneName,
} from '#shared/dates';

export interface Timed {
  startsAt: Date;
  endsAt: Date;
}

const hours = (from: number, to: number): string => `${formatMinute(from, 'id')}–${formatMinute(to, 'id')}`;

/** `08.00–11.00 WIB`, on the clock of a zone. */
export const timeOf = ({ startsAt, endsAt }: Timed, zone: string): string =>
  `${hours(localMinute(startsAt, zone), localMinute(endsAt, zone))} ${zoneName(zone, startsAt)}`;

/** `Kamis, 26 November 2026`. */
export const dayOf = (instant: Date, zone: string): string => formatDate(localDate(instant, zone), 'id', 'full');

const daysOf = (sessions: readonly Timed[], zone: string): string[] =>
  [...new Set(sessions.map(({ startsAt }) => localDate(startsAt, zone)))].toSorted();

/** Sessions by the day on which they begin, in the order of their time. */
export function byDay<T extends Timed>(sessions: readonly T[], zone: string): { day: string; sessions: T[] }[] {
  const sorted = sessions.toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return daysOf(sorted, zone).map((date) => ({
    day: formatDate(date, 'id', 'full'),
    sessions: sorted.filter(({ startsAt }) => localDate(startsAt, zone) === date),
  }));
}

/**
 * The days of a programme as a letter names them: `Kamis, 26 November 2026`; `Kamis–Sabtu, 26–28 November 2026` of days that follow each other
 * in one month; else the first and the last with how many there are. Empty without sessions.
 */
export function daysInWords(sessions: readonly Timed[], zone: string): string {
  const days = daysOf(sessions, zone);
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return '';
  if (days.length === 1) return formatDate(first, 'id', 'full');
  const together = days.every((day, at) => day === addDays(first, at)) && first.slice(0, 7) === last.slice(0, 7);
  if (!together) {
    return `${formatDate(first, 'id', 'full')} sampai dengan ${formatDate(last, 'id', 'full')}, ${days.length} hari`;
  }
  const weekdays = [first, last].map((day) => formatWeekday(isoWeekday(day), 'id')).join('–');
  return `${weekdays}, ${Number(first.slice(8))}–${formatDate(last, 'id')}`;
}

/** `08.00–15.30 WIB` where every day has the same hours, from its first session to the end of its last; else, and without sessions, empty. */
export function hoursInWords(sessions: readonly Timed[], zone: string): string {
  const [first] = sessions;
  if (!first) return '';
  const spans = byDay(sessions, zone).map(({ sessions: ofDay }) => {
    const from = Math.min(...ofDay.map(({ startsAt }) => localMinute(startsAt, zone)));
    const to = Math.max(...ofDay.map(({ endsAt }) => localMinute(endsAt, zone)));
    return hours(from, to);
  });
  const [span = ''] = spans;
  return new Set(spans).size === 1 ? `${span} ${zoneName(zone, first.startsAt)}` : '';
}
