import { computeDueDate, renewalRule } from './compute-due-date.ts';
import type { LendingCalendar } from './lending-calendar.ts';
import type { ResolvedPolicy } from './policy-values.ts';

export interface RenewalPlan {
  /** Why it may not be renewed; null = it may. Who overrides gets the date all the same. */
  refused: 'renewals_exhausted' | 'renewal_overdue' | null;
  /** Until when it would run. */
  dueAt: Date;
}

/**
 * What a renewal would be. It counts from the due date, so that whoever renews early loses nothing; an overdue loan counts from now.
 */
export function planRenewal(
  loan: { dueAt: Date; renewalCount: number },
  policy: Pick<ResolvedPolicy, 'maxRenewals' | 'renewalLength' | 'loanUnit' | 'dueMode' | 'hourlyEnd'>,
  now: Date,
  calendar: LendingCalendar,
): RenewalPlan {
  const overdue = loan.dueAt < now;
  const exhausted = loan.renewalCount >= policy.maxRenewals;
  return {
    refused: exhausted ? 'renewals_exhausted' : overdue ? 'renewal_overdue' : null,
    dueAt: computeDueDate(overdue ? now : loan.dueAt, renewalRule(policy), calendar),
  };
}
