import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { ItemForLoan } from '#modules/collection/catalog';
import { chargeUpTo, finesSoFar } from '#modules/lending/charges';
import { finesOfRenewals } from '../data/loan-fines.queries.ts';
import type { LoanRow } from '../data/loans.queries.ts';
import { computeFine, fineCapOf, withinMemberCap } from '../rules/compute-fine.ts';
import type { LendingCalendar } from '../rules/lending-calendar.ts';

export interface FinedLoan {
  loan: LoanRow;
  item: Pick<ItemForLoan, 'title' | 'price'>;
  /** When it came back, or now for a loan that still runs. */
  at: Date;
  /** Of the library that lent, from the due date on. */
  calendar: LendingCalendar;
}

/**
 * What a loan costs by its terms until an instant, whole rupiah: what was late before its renewals, and what is late now, within
 * the member's cap. The caller holds the member's lock.
 */
export async function fineOf(trx: Tx, { loan, item, at, calendar }: FinedLoan): Promise<number> {
  const { terms, dueAt } = loan;
  if (terms.finePerDay === 0) return 0;
  const before = loan.renewalCount === 0 ? 0 : await finesOfRenewals(trx, loan.id);
  const late = computeFine({ dueAt, returnedAt: at, calendar }, terms, item.price);
  const fine = Math.min(before + late, fineCapOf(terms, item.price));
  if (fine === 0 || terms.memberFineCap === null) return fine;
  return withinMemberCap(fine, terms.memberFineCap, await finesSoFar(trx, loan.memberId, loan.id));
}

/**
 * Brings the ledger to what a loan costs until an instant: charges what is missing, takes off what was too much (a return that is
 * written down later than it happened). The caller holds the member's lock. @returns the fine of the loan, whole rupiah
 */
export async function chargeFine(trx: Tx, ctx: Ctx, fined: FinedLoan): Promise<number> {
  if (fined.loan.terms.finePerDay === 0) return 0;
  const amount = await fineOf(trx, fined);
  await bringFineTo(trx, ctx, fined, amount);
  return amount;
}

/** Brings the fine of a loan in the ledger to a total, whole rupiah. */
export async function bringFineTo(
  trx: Tx,
  ctx: Ctx,
  { loan, item }: Pick<FinedLoan, 'loan' | 'item'>,
  amount: number,
): Promise<void> {
  const { id: loanId, libraryId, memberId } = loan;
  await chargeUpTo(trx, ctx, { memberId, loanId, libraryId, kind: 'fine', amount, note: item.title });
}
