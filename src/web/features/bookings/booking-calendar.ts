import {
  addDays,
  addMonths,
  instantAt,
  isoWeekday,
  type DateLocale,
  formatMinute,
  localDate,
  localMinute,
} from '#shared/dates';

interface Span {
  startsAt: Date;
  endsAt: Date;
}

/** A day of the month: nothing promised, some hours, from midnight to midnight; or the library does not open. */
export interface CalendarDay {
  date: string;
  number: number;
  state: 'free' | 'part' | 'full' | 'closed';
  /** Before today. */
  past: boolean;
}

const DAY_MINUTES = 1440;
const WEEK = 7;

const first = (month: string): string => `${month}-01`;
/** `2026-12` → `2027-01`. */
export const monthAfter = (month: string, months: number): string => addMonths(first(month), months).slice(0, 7);

/** A month in weeks from Monday to Sunday; null = a day of another month. */
export function monthOf(
  month: string,
  about: { busy: readonly Span[]; zone: string; today: string; isOpen: (date: string) => boolean },
): (CalendarDay | null)[][] {
  const start = first(month);
  const before: null[] = Array.from({ length: isoWeekday(start) - 1 }, () => null);
  const days: (CalendarDay | null)[] = [...before];
  for (let date = start; date.startsWith(month); date = addDays(date, 1)) {
    const state = about.isOpen(date) ? stateOf(date, about.busy, about.zone) : 'closed';
    days.push({ date, number: Number(date.slice(-2)), state, past: date < about.today });
  }
  while (days.length % WEEK > 0) days.push(null);
  return Array.from({ length: days.length / WEEK }, (_, week) => days.slice(week * WEEK, (week + 1) * WEEK));
}

function stateOf(date: string, busy: readonly Span[], zone: string): 'free' | 'part' | 'full' {
  const [from, to] = [instantAt(date, 0, zone), instantAt(date, DAY_MINUTES, zone)];
  const touching = busy.filter((span) => span.startsAt < to && span.endsAt > from);
  if (touching.length === 0) return 'free';
  return touching.some((span) => span.startsAt <= from && span.endsAt >= to) ? 'full' : 'part';
}

/** `5 Des 2026, 08.00` of an instant, the day said by `say`. */
export const momentOf = (instant: Date, zone: string, locale: DateLocale, say: (date: string) => string): string =>
  `${say(localDate(instant, zone))}, ${formatMinute(localMinute(instant, zone), locale)}`;
