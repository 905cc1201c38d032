import { authorize, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import type { ItemForLoan } from '#modules/collection/catalog';
import { MOST_CHARGE } from '#modules/lending/charges';
import type { LoanMember } from '#modules/people/members';
import type { Loan } from '../client.ts';
import { findLoanView } from '../data/loan-views.queries.ts';
import { lockLoan, partiesOfLoan, type LoanRow } from '../data/loans.queries.ts';
import { circulationErrors } from '../errors.ts';
import { lockInOrder } from '../lock-order.ts';

/** A loan with its member and copy, all locked in the order of desks. */
export interface HeldLoan {
  loan: LoanRow;
  member: LoanMember;
  item: ItemForLoan;
}

/**
 * Runs one act about a loan that does not simply come back (lost, damaged, claimed, replaced) under its locks. Needs
 * `loans.mark_lost` at the library that lent. Throws `circulation.loan_not_found`. @returns the loan as it is then
 * @param other the barcode of another copy that the act may change; null = none
 */
export async function withLoan(
  ctx: Ctx,
  loanId: number,
  act: (trx: Tx, held: HeldLoan & { other: ItemForLoan | null }) => Promise<void>,
  other: string | null = null,
): Promise<Loan> {
  const parties = await partiesOfLoan(ctx.db, loanId);
  if (!parties) throw circulationErrors.loanNotFound();
  authorize(ctx, 'loans.mark_lost', parties.libraryId);
  if (!serves(ctx.actor, 'loans.mark_lost', parties.homeLibraryId)) throw circulationErrors.loanNotFound();
  return ctx.db.transaction().execute(async (trx) => {
    const { memberNumber, itemBarcode } = parties;
    const barcodes = [itemBarcode, ...(other === null ? [] : [other])];
    const { members, items } = await lockInOrder(trx, { memberNumbers: [memberNumber], barcodes });
    const [member, item] = [members.get(memberNumber), items.get(itemBarcode)];
    const loan = await lockLoan(trx, loanId);
    if (!member || !item || !loan) throw circulationErrors.loanNotFound();
    await act(trx, { loan, member, item, other: (other !== null && items.get(other)) || null });
    const view = await findLoanView(trx, loanId);
    if (!view) throw circulationErrors.loanNotFound();
    return view;
  });
}

/** The refusal of an act for which the loan is not in the right state. */
export const notOpen = (item: ItemForLoan) =>
  circulationErrors.loanNotOpen({ title: item.title, barcode: item.barcode });

/** An amount that a desk entered: whole rupiah, 0 or more; null = none was. Throws `platform.invalid_input`. */
export function checkedAmount(charge: number | null): number | null {
  if (charge !== null && (!Number.isSafeInteger(charge) || charge < 0)) {
    throw platformErrors.invalidInput({}, { charge: 'invalid' });
  }
  if (charge !== null && charge > MOST_CHARGE) throw platformErrors.invalidInput({}, { charge: 'too_much' });
  return charge;
}
