import { addDays, type LocalDate } from '#shared/dates';
import type { LateLoan } from './compute-fine.ts';
import { countLateDays } from './count-late-days.ts';
import { HORIZON_DAYS, isOpenDay, type LendingCalendar } from './lending-calendar.ts';
import type { LoanTerms } from './loan-terms.ts';

export type SuspensionRule = Pick<
  LoanTerms,
  | 'suspensionPerLateDay'
  | 'suspensionPeriod'
  | 'suspensionLateClosedDays'
  | 'maxSuspensionDays'
  | 'overdueRounding'
  | 'graceDays'
  | 'graceFree'
>;

/**
 * For how many days the member may not borrow: so many for each period of late days. Source: practice of city libraries, the
 * default instead of money (domain 5.3).
 */
export function computeSuspension({ dueAt, returnedAt, calendar }: LateLoan, rule: SuspensionRule): number {
  if (rule.suspensionPerLateDay === 0) return 0;
  const late = countLateDays(dueAt, returnedAt, calendar, rule.suspensionLateClosedDays);
  if (late <= rule.graceDays) return 0;
  const periods = (late - (rule.graceFree ? rule.graceDays : 0)) / rule.suspensionPeriod;
  const counted = rule.overdueRounding === 'start' ? Math.ceil(periods) : Math.floor(periods);
  return Math.min(counted * rule.suspensionPerLateDay, rule.maxSuspensionDays ?? Infinity);
}

export interface SuspensionSpan {
  /** The day of the return; the suspension begins on the next one. */
  returnedOn: LocalDate;
  days: number;
  /** The last day of a suspension that the member has already; null = none. */
  runningUntil: LocalDate | null;
}

/**
 * The last day of a suspension. It counts calendar days from the day after the return, or open days; where suspensions add up it
 * begins after the one that runs already.
 */
export function suspendedUntil(
  { returnedOn, days, runningUntil }: SuspensionSpan,
  rule: Pick<LoanTerms, 'suspensionCumulative' | 'suspensionOpenDays'>,
  calendar: LendingCalendar,
): LocalDate {
  const waits = rule.suspensionCumulative && runningUntil !== null && runningUntil > returnedOn;
  const start = waits ? runningUntil : returnedOn;
  if (!rule.suspensionOpenDays) return addDays(start, days);
  let left = days;
  for (let ahead = 1; ahead <= days + HORIZON_DAYS; ahead++) {
    const day = addDays(start, ahead);
    if (isOpenDay(calendar, day) && --left === 0) return day;
  }
  return addDays(start, days + HORIZON_DAYS);
}
