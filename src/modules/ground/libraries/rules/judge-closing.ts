import { isoWeekday, type LocalDate } from '#shared/dates';
import { occurrences, type Recurring } from './expand-calendar.ts';

/** A closing as another system keeps it: one day, or a day of every week. */
export type Closing = { reason: string } & ({ on: LocalDate } | { weekday: number });

/** `new`: the calendar does not know it; `there`: by this entry, or by the weekly hours (null); `opens`: by its hours the library opens on that weekday. */
export type JudgedClosing = 'new' | 'opens' | { there: number | null };

/**
 * What a closing is to the calendar of a library. Of a holiday on a day that is closed in every week the calendar does not know the reason: it is
 * entered. Weekly hours that people have entered say themselves on which days it is closed.
 */
export function judgeClosing(
  closing: Closing,
  { closed, hours }: { closed: readonly (Recurring & { id: number })[]; hours: readonly { weekday: number }[] },
): JudgedClosing {
  if ('on' in closing) {
    const { on } = closing;
    const entry = closed.find((day) => !day.weekly && occurrences(day, on, on).length > 0);
    return entry ? { there: entry.id } : 'new';
  }
  const entry = closed.find((day) => day.weekly && isoWeekday(day.dateFrom) === closing.weekday);
  if (entry) return { there: entry.id };
  if (hours.length === 0) return 'new';
  return hours.some(({ weekday }) => weekday === closing.weekday) ? 'opens' : { there: null };
}
