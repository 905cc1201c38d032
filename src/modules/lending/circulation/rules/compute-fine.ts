import { afterLateDays, countLateDays, countLateHours } from './count-late-days.ts';
import type { LendingCalendar } from './lending-calendar.ts';
import type { LoanTerms } from './loan-terms.ts';
import { lessPercent, priceOf } from './price.ts';

/** A loan that is back, or that is looked at now, as if it came back now. */
export interface LateLoan {
  dueAt: Date;
  returnedAt: Date;
  /** Of the library that lent. */
  calendar: LendingCalendar;
}

export type FineRule = Pick<
  LoanTerms,
  | 'finePerDay'
  | 'chargePeriod'
  | 'chargeUnit'
  | 'overdueRounding'
  | 'graceDays'
  | 'graceFree'
  | 'fineClosedDays'
  | 'fineCap'
  | 'fineCapAtPrice'
  | 'defaultPrice'
  | 'fineDiscount'
>;

/**
 * How many charge periods are due. Up to the days of grace none; later on from the first late day, or from the end of the grace
 * where that stays free. A period that has only begun counts, or does not, by the rounding.
 */
export function countChargePeriods(
  { dueAt, returnedAt, calendar }: LateLoan,
  rule: Pick<
    FineRule,
    'chargePeriod' | 'chargeUnit' | 'overdueRounding' | 'graceDays' | 'graceFree' | 'fineClosedDays'
  >,
): number {
  const { chargePeriod, chargeUnit, overdueRounding, graceDays, graceFree, fineClosedDays } = rule;
  const days = countLateDays(dueAt, returnedAt, calendar, fineClosedDays);
  if (days <= graceDays) return 0;
  const free = graceFree ? graceDays : 0;
  const late =
    chargeUnit === 'day'
      ? days - free
      : countLateHours(
          afterLateDays(dueAt, free, returnedAt, calendar, fineClosedDays),
          returnedAt,
          calendar,
          fineClosedDays,
        );
  const periods = late / chargePeriod;
  return overdueRounding === 'start' ? Math.ceil(periods) : Math.floor(periods);
}

/**
 * Fine of one loan in whole rupiah. Source: the loan policy that ruled when the item was lent. A discount is off the fine and off its
 * caps alike: who has half off pays half of what another would.
 * @param price of the copy, whole rupiah; null or 0 = not known
 */
export function computeFine(loan: LateLoan, rule: FineRule, price: number | null): number {
  if (rule.finePerDay === 0) return 0;
  const fine = countChargePeriods(loan, rule) * rule.finePerDay;
  return Math.min(lessPercent(fine, rule.fineDiscount), fineCapOf(rule, price));
}

/** The most that one loan may cost, whole rupiah; infinite where there is no cap. */
export function fineCapOf(
  rule: Pick<FineRule, 'fineCap' | 'fineCapAtPrice' | 'defaultPrice' | 'fineDiscount'>,
  price: number | null,
): number {
  const atPrice = rule.fineCapAtPrice ? priceOf(price, rule.defaultPrice) : null;
  const cap = Math.min(rule.fineCap ?? Infinity, atPrice?.amount ?? Infinity);
  return cap === Infinity ? cap : lessPercent(cap, rule.fineDiscount);
}

/** What was charged for a loan so far, and what the member still owes of fines; whole rupiah. */
export interface FinesSoFar {
  /** Charged for this loan, corrections taken off, whether paid or not. */
  charged: number;
  /** Still owed of all fines of the member, this loan's included. */
  owed: number;
}

/** The fine of a loan within the cap on all unpaid fines of its member. What is charged already stays, unless the fine fell. */
export function withinMemberCap(fine: number, cap: number | null, { charged, owed }: FinesSoFar): number {
  if (cap === null || fine <= charged) return fine;
  return Math.min(fine, charged + Math.max(0, cap - owed));
}
