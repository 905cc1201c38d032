import { daysBetween, endOfDay, localDate } from '#shared/dates';
import { openInstantFrom, sameWeekdayFrom } from './compute-due-date.ts';
import { isOpenDay, openDayFrom, type LendingCalendar } from './lending-calendar.ts';
import type { DueMode } from './policies/policy-values.ts';

/**
 * To when a due date moves that falls on a closed time of a changed calendar; null = it stays. Only ever later: nobody has to bring
 * a book back earlier because a library opens. A policy that leaves dates where they fall moves none.
 */
export function movedDueDate(
  loan: { loanedAt: Date; dueAt: Date },
  mode: DueMode,
  calendar: LendingCalendar,
): Date | null {
  if (mode === 'count_all') return null;
  const { timeZone } = calendar;
  const day = localDate(loan.dueAt, timeZone);
  const byTheDay = endOfDay(day, timeZone).getTime() === loan.dueAt.getTime();
  if (byTheDay && isOpenDay(calendar, day)) return null;
  const wholeWeeks = daysBetween(localDate(loan.loanedAt, timeZone), day) % 7 === 0;
  const moved = byTheDay
    ? endOfDay(
        mode === 'keep_weekday' && wholeWeeks ? sameWeekdayFrom(calendar, day) : openDayFrom(calendar, day),
        timeZone,
      )
    : openInstantFrom(loan.dueAt, calendar);
  return moved > loan.dueAt && isOpenDay(calendar, localDate(moved, timeZone)) ? moved : null;
}
