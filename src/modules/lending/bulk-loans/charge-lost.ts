import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { ItemForLoan } from '#modules/collection/catalog';
import { charge } from '#modules/lending/charges';
import { lostBill, policyFor, sumOf } from '#modules/lending/circulation';
import { contactMembers, lockMemberForLoan, type LoanMember } from '#modules/people/members';
import type { BulkLoanRow } from './data/bulk-loans.queries.ts';
import type { LostRefund } from './rules/lost-refund.ts';

export interface LostCharge {
  chargeLineIds: number[];
  lostRefund: LostRefund | null;
  /** Whole rupiah. */
  amount: number;
}

/** The institution that has the copies, locked as for lending; null = a unit of the network has them, which pays nothing. */
export async function lockReceiver(
  trx: Tx,
  { receiverMemberId }: Pick<BulkLoanRow, 'receiverMemberId'>,
): Promise<LoanMember | null> {
  if (receiverMemberId === null) return null;
  const contact = (await contactMembers(trx, [receiverMemberId])).get(receiverMemberId);
  return contact ? lockMemberForLoan(trx, contact.number) : null;
}

/** Charges an institution for a copy that it has lost, by the rules of the library that lent it for this category and type. */
export async function chargeLost(
  trx: Tx,
  ctx: Ctx,
  { loan, member, item }: { loan: BulkLoanRow; member: LoanMember; item: ItemForLoan },
): Promise<LostCharge> {
  const { libraryId } = loan;
  const policy = await policyFor(trx, { libraryId, categoryId: member.categoryId, itemType: item.itemType });
  const bill = lostBill(policy, item.price, null);
  const chargeLineIds: number[] = [];
  for (const { kind, amount, source: priceSource } of bill) {
    const line = { memberId: member.id, loanId: null, libraryId, kind, amount, priceSource };
    chargeLineIds.push(await charge(trx, ctx, { ...line, note: `${item.title} (${loan.number})` }));
  }
  return { chargeLineIds, lostRefund: policy.lostRefund, amount: sumOf(bill) };
}
