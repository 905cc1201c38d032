import { addDays, endOfDay, isoWeekday, localDate, type LocalDate } from '#shared/dates';
import type { WorkingHours } from './working-time.ts';
import type { LawUnit, ServiceTarget } from './targets.ts';

/** What the law allows for a ticket, beside what the library promises. */
export interface LawLimit {
  days: number;
  unit: LawUnit;
  /** The rule, as entered. */
  source: string;
  /** null: there are not so many working days ahead. */
  dueAt: Date | null;
  state: 'running' | 'late' | 'met' | 'missed';
}

/**
 * The limit of the law: so many days after the sending, until the end of the last one. Working days are Monday to Friday but those on which the library
 * is closed though it opens on that day of the week: holidays. Not its opening hours, which are shorter than a rule allows for. It waits for nobody:
 * neither a question to the person nor a reopening moves it. Null where no rule was entered.
 */
export function lawLimitOf(
  { createdAt, resolvedAt }: { createdAt: Date; resolvedAt: Date | null },
  { target, hours, now }: { target: ServiceTarget; hours: WorkingHours; now: Date },
): LawLimit | null {
  const { lawDays, lawUnit: unit, source } = target;
  if (lawDays === null) return null;
  const { days } = hours;
  const dueAt =
    unit === 'calendar'
      ? endOfDay(addDays(localDate(createdAt, days.timeZone), lawDays), days.timeZone)
      : endOfWorkday(createdAt, lawDays, hours);
  const isLate = dueAt !== null && (resolvedAt ?? now) > dueAt;
  const state = resolvedAt === null ? (isLate ? 'late' : 'running') : isLate ? 'missed' : 'met';
  return { days: lawDays, unit, source, dueAt, state };
}

/** Days that are looked at; what is closed for longer has no end. */
const MOST_DAYS = 1000;

function endOfWorkday(from: Date, workdays: number, { days, weekly }: WorkingHours): Date | null {
  const isWorkday = (date: LocalDate): boolean => {
    const weekday = isoWeekday(date);
    const isHoliday = (weekly[weekday]?.length ?? 0) > 0 && days.on(date).length === 0;
    return weekday <= 5 && !isHoliday;
  };
  let date = localDate(from, days.timeZone);
  let left = workdays;
  for (let looked = 0; looked < MOST_DAYS; looked += 1) {
    date = addDays(date, 1);
    if (isWorkday(date)) left -= 1;
    if (left === 0) return endOfDay(date, days.timeZone);
  }
  return null;
}
