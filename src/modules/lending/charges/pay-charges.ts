import { authorize, authorizeAnywhere } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { formatRupiah } from '#shared/money';
import { balanceOf } from './data/ledger.queries.ts';
import { chargeErrors } from './errors.ts';
import { alreadyDone, inLedger, moveMoney } from './money-support.ts';
import { paymentInput, refundInput, type PaymentInput, type RefundInput } from './schema.ts';
import { receiptOf, type Receipt } from './view-receipt.ts';

interface AtDesk {
  /** Where the money changes hands; else the desk's library, else the member's home library. */
  libraryId?: number | null;
  /** The sender's own key: the same request twice takes the money once. */
  clientKey?: string | null;
}

/**
 * Takes a payment: in part or in full, for the oldest charges first. Needs `charges.pay` at the library.
 * Throws `charges.more_than_owed`, `charges.nothing_owed`, `charges.reference_used`, `charges.key_reused`.
 */
export async function payCharges(ctx: Ctx, memberNumber: string, input: PaymentInput & AtDesk): Promise<Receipt> {
  authorizeAnywhere(ctx, 'charges.pay');
  const { libraryId: asked = ctx.libraryId, clientKey = null, ...given } = input;
  const { amount, method, reference = null } = parseInput(paymentInput, given);
  return inLedger(ctx, 'charges.pay', memberNumber, async (trx, member) => {
    const libraryId = asked ?? member.homeLibraryId;
    authorize(ctx, 'charges.pay', libraryId);
    const done = await alreadyDone(trx, clientKey, { memberId: member.id, kind: 'payment', amount: -amount });
    if (done) return receiptOf(trx, done.id);
    const owed = await balanceOf(trx, member.id);
    if (owed <= 0) throw chargeErrors.nothingOwed({ name: member.fullName });
    if (amount > owed) throw chargeErrors.moreThanOwed({ owed, owedText: formatRupiah(owed) }, { amount: 'too_much' });
    const moved = { memberId: member.id, libraryId, kind: 'payment' as const, amount: -amount, method, reference };
    const receipt = await receiptOf(trx, await moveMoney(trx, ctx, { ...moved, clientKey }));
    await recordAudit(trx, ctx, {
      action: 'charge.paid',
      entity: 'member',
      entityId: member.id,
      libraryId,
      after: { receipt: receipt.number, amount, method, reference, balance: receipt.balance },
    });
    return receipt;
  });
}

/**
 * Gives back what was paid for charges that were taken off later. Needs `charges.refund` at the library.
 * Throws `charges.more_than_credit`, `charges.key_reused`.
 */
export async function refundCredit(ctx: Ctx, memberNumber: string, input: RefundInput & AtDesk): Promise<Receipt> {
  authorizeAnywhere(ctx, 'charges.refund');
  const { libraryId: asked = ctx.libraryId, clientKey = null, ...given } = input;
  const { amount, method, reference = null, reason } = parseInput(refundInput, given);
  return inLedger(ctx, 'charges.refund', memberNumber, async (trx, member) => {
    const libraryId = asked ?? member.homeLibraryId;
    authorize(ctx, 'charges.refund', libraryId);
    const done = await alreadyDone(trx, clientKey, { memberId: member.id, kind: 'refund', amount });
    if (done) return receiptOf(trx, done.id);
    const credit = Math.max(0, -(await balanceOf(trx, member.id)));
    if (amount > credit)
      throw chargeErrors.moreThanCredit({ credit, creditText: formatRupiah(credit) }, { amount: 'too_much' });
    const moved = { memberId: member.id, libraryId, kind: 'refund' as const, amount, method, reference, reason };
    const receipt = await receiptOf(trx, await moveMoney(trx, ctx, { ...moved, clientKey }));
    await recordAudit(trx, ctx, {
      action: 'charge.refunded',
      entity: 'member',
      entityId: member.id,
      libraryId,
      after: { receipt: receipt.number, amount, method, reference, reason, balance: receipt.balance },
    });
    return receipt;
  });
}
