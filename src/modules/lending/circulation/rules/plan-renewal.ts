import { addDays, daysBetween, localDate, type LocalDate } from '#shared/dates';
import { computeDueDate, onSiteDue, renewalRule, withinCard } from './compute-due-date.ts';
import type { LendingCalendar } from './lending-calendar.ts';
import type { ResolvedPolicy } from './policies/policy-values.ts';

export type RenewalPolicy = Pick<
  ResolvedPolicy,
  | 'maxRenewals'
  | 'renewalLength'
  | 'loanUnit'
  | 'dueMode'
  | 'hourlyEnd'
  | 'renewalFrom'
  | 'renewalOpensDays'
  | 'renewalWhileOverdue'
>;
export interface RenewableLoan {
  onSite: boolean;
  dueAt: Date;
  renewalCount: number;
}
export type RenewalRefusal =
  'renewal_on_site' | 'renewals_exhausted' | 'renewal_overdue' | 'renewal_others_overdue' | 'renewal_too_early';

export interface RenewalPlan {
  /** Why it may not be renewed; null = it may. Who overrides gets the date all the same. */
  refused: RenewalRefusal | null;
  /** Until when it would run; never earlier than now. */
  dueAt: Date;
  /** For `renewal_too_early`: the first day on which it can be renewed. */
  opensOn: string | null;
}

/**
 * What a renewal would be. It counts from the due date, so that whoever renews early loses nothing, or from today; an overdue loan
 * always counts from now. A copy that is read in the library stays there: its renewal, by override, ends when the library closes.
 * @param othersOverdue whether the member has other overdue copies
 */
export function planRenewal(
  loan: RenewableLoan,
  policy: RenewalPolicy,
  { now, calendar, othersOverdue }: { now: Date; calendar: LendingCalendar; othersOverdue: boolean },
): RenewalPlan {
  const overdue = loan.dueAt < now;
  const from = overdue || policy.renewalFrom === 'today' ? now : loan.dueAt;
  const counted = loan.onSite ? onSiteDue(now, calendar) : computeDueDate(from, renewalRule(policy), calendar);
  const dueAt = counted < loan.dueAt ? loan.dueAt : counted;
  const dueOn = localDate(loan.dueAt, calendar.timeZone);
  const opensOn = policy.renewalOpensDays === null ? null : addDays(dueOn, -policy.renewalOpensDays);
  const tooEarly = opensOn !== null && localDate(now, calendar.timeZone) < opensOn;
  const refused = refusalOf(loan, policy, { overdue, othersOverdue, tooEarly });
  return { refused, dueAt, opensOn: refused === 'renewal_too_early' ? opensOn : null };
}

/**
 * Until when a renewed loan runs: within the member's card, where the policy says so, and never less long than it runs already.
 * @param expiresOn the last day of the card; null = it has none
 */
export function renewedUntil(
  loan: Pick<RenewableLoan, 'dueAt'>,
  plan: Pick<RenewalPlan, 'dueAt'>,
  { dueWithinCard, dueMode }: Pick<ResolvedPolicy, 'dueWithinCard' | 'dueMode'>,
  { expiresOn, now, calendar }: { expiresOn: LocalDate | null; now: Date; calendar: LendingCalendar },
): Date {
  const dueAt = dueWithinCard ? withinCard(plan.dueAt, expiresOn, { from: now, mode: dueMode, calendar }) : plan.dueAt;
  return dueAt < loan.dueAt ? loan.dueAt : dueAt;
}

function refusalOf(
  loan: RenewableLoan,
  policy: RenewalPolicy,
  { overdue, othersOverdue, tooEarly }: { overdue: boolean; othersOverdue: boolean; tooEarly: boolean },
): RenewalRefusal | null {
  if (loan.onSite) return 'renewal_on_site';
  if (loan.renewalCount >= (policy.maxRenewals ?? Infinity)) return 'renewals_exhausted';
  if (overdue && policy.renewalWhileOverdue !== 'allow') return 'renewal_overdue';
  if (othersOverdue && policy.renewalWhileOverdue === 'block_all') return 'renewal_others_overdue';
  return tooEarly ? 'renewal_too_early' : null;
}

export interface AutoRenewalLoan extends RenewableLoan {
  loanedAt: Date;
  /** How many of its renewals were automatic. */
  autoRenewals: number;
}

/**
 * Whether a loan is renewed by itself now: the policy says so, its limits are kept, it is due today (a loan of hours: within
 * {@link AUTO_HOURS_AHEAD}) and not overdue, and the plan refuses nothing.
 */
export function renewsItself(
  loan: AutoRenewalLoan,
  policy: RenewalPolicy & Pick<ResolvedPolicy, 'autoRenewal' | 'maxAutoRenewals' | 'autoRenewalDays'>,
  plan: RenewalPlan,
  { now, timeZone }: { now: Date; timeZone: string },
): boolean {
  if (!policy.autoRenewal || plan.refused !== null || loan.dueAt < now || plan.dueAt <= loan.dueAt) return false;
  if (loan.autoRenewals >= (policy.maxAutoRenewals ?? Infinity)) return false;
  const daysOut = daysBetween(localDate(loan.loanedAt, timeZone), localDate(plan.dueAt, timeZone));
  if (daysOut > (policy.autoRenewalDays ?? Infinity)) return false;
  return policy.loanUnit === 'day'
    ? localDate(loan.dueAt, timeZone) === localDate(now, timeZone)
    : loan.dueAt.getTime() - now.getTime() <= AUTO_HOURS_AHEAD * 3_600_000;
}
/** A loan of hours is renewed by itself in its last quarter of an hour. */
export const AUTO_HOURS_AHEAD = 0.25;
