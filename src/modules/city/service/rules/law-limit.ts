import { addDays, endOfDay, localDate } from '#shared/dates';
import type { WorkingHours } from './clocks.ts';
import type { LawUnit, ServiceTarget } from './targets.ts';
import { afterWorkingMinutes, usualDayMinutes } from './working-time.ts';

/** What the law allows for a ticket, beside what the library promises. */
export interface LawLimit {
  days: number;
  unit: LawUnit;
  /** The rule, as entered. */
  source: string;
  /** null: the library does not open so often again. */
  dueAt: Date | null;
  state: 'running' | 'late' | 'met' | 'missed';
}

/**
 * The limit of the law: counted from the sending, in working time of the library or until the end of the last day of the calendar. It waits for
 * nobody: neither a question to the person nor a reopening moves it. Null where no rule was entered.
 */
export function lawLimitOf(
  { createdAt, resolvedAt }: { createdAt: Date; resolvedAt: Date | null },
  { target, hours, now }: { target: ServiceTarget; hours: WorkingHours; now: Date },
): LawLimit | null {
  const { lawDays, lawUnit: unit, source } = target;
  if (lawDays === null) return null;
  const { days, weekly } = hours;
  const dueAt =
    unit === 'calendar'
      ? endOfDay(addDays(localDate(createdAt, days.timeZone), lawDays), days.timeZone)
      : afterWorkingMinutes(days, createdAt, lawDays * usualDayMinutes(weekly));
  const isLate = dueAt !== null && (resolvedAt ?? now) > dueAt;
  const state = resolvedAt === null ? (isLate ? 'late' : 'running') : isLate ? 'missed' : 'met';
  return { days: lawDays, unit, source, dueAt, state };
}
