import { authorize, authorizeAnywhere, can, serves } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { AppError } from '#platform/errors';
import { parseInput } from '#platform/requests/parse-input';
import { recordAudit } from '#modules/ground/audit';
import { findMemberByNumber, type LoanMember } from '#modules/people/members';
import { formatDate, localDate, type LocalDate } from '#shared/dates';
import { findCashDay, holdCashDay } from './data/cash-days.queries.ts';
import { insertAllocations } from './data/ledger.queries.ts';
import { findLine, refundedOf, selectGivenBy, type LineRow } from './data/lines.queries.ts';
import { chargeErrors } from './errors.ts';
import { settle } from './ledger.ts';
import { alreadyDone, bookMoney, inLedger } from './money-support.ts';
import { judgeVoid } from './rules/judge-void.ts';
import { voidInput, type VoidInput } from './schema.ts';
import { receiptOf, type Receipt } from './view-receipt.ts';

/**
 * Takes back a payment that was booked by mistake: the charges that it paid are open again, by a line of its own with the next receipt number,
 * in the cash of the day on which it is taken back. Needs `charges.pay` at the payment's library, and `charges.refund` once its day is over
 * or its cash is closed. The money, where it was handed over, is given back by hand.
 * @param input.clientKey the sender's own key: the same request twice is carried out once
 * Throws `charges.receipt_not_found`, `already_voided`, `void_erased`, `void_refunded`, `void_day_closed`, `void_day_over`, `key_reused`.
 * @returns the receipt of what takes it back
 */
export async function voidPayment(
  ctx: Ctx,
  paymentId: number,
  input: VoidInput & { clientKey?: string | null },
): Promise<Receipt> {
  authorizeAnywhere(ctx, 'charges.pay');
  const { clientKey = null, ...given } = input;
  const { reason } = parseInput(voidInput, given);
  const { memberNumber } = await voidablePayment(ctx, paymentId);
  const taken = { paymentId, reason, clientKey };
  return inLedger(ctx, 'charges.pay', memberNumber, async (trx, member) => takePaymentBack(trx, ctx, member, taken));
}

/** The same in the ledger of the member, whose row the caller holds; who may take payments there is seen. */
export async function takePaymentBack(
  trx: Tx,
  ctx: Ctx,
  member: Pick<LoanMember, 'id' | 'erased'>,
  { paymentId, reason, clientKey }: { paymentId: number; reason: string; clientKey: string | null },
): Promise<Receipt> {
  const payment = await findLine(trx, paymentId);
  if (!payment) throw chargeErrors.receiptNotFound();
  const { libraryId, amount, method, reference, cashDay } = payment;
  if (method === null || cashDay === null) throw chargeErrors.receiptNotFound();
  const same = { memberId: member.id, kind: 'void' as const, amount: -amount };
  const done = await alreadyDone(trx, clientKey, same);
  if (done && done.ofLineId !== paymentId) throw chargeErrors.keyReused();
  if (done) return receiptOf(trx, done.id);
  const dayClosed = !(await holdCashDay(trx, libraryId, cashDay));
  const refusal = await refusalOf(trx, ctx, payment, { erased: member.erased, dayClosed });
  if (refusal) throw refusal;

  const moved = { ...same, libraryId, method, reference, reason, ofLineId: paymentId };
  const voidId = await bookMoney(trx, ctx, { ...moved, clientKey });
  const parts = await selectGivenBy(trx, paymentId);
  await insertAllocations(trx, [
    ...parts.map((part) => ({ ...part, amount: -part.amount })),
    { creditLineId: paymentId, chargeLineId: voidId, amount: -amount },
  ]);
  // what is open again may be paid by credit that the member has since
  await settle(trx, member.id);
  const receipt = await receiptOf(trx, voidId);
  await recordAudit(trx, ctx, {
    action: 'charge.payment_voided',
    entity: 'member',
    entityId: member.id,
    libraryId,
    before: { receipt: payment.receiptNumber, amount: -amount, method, reference },
    after: { receipt: receipt.number, reason, balance: receipt.balance },
  });
  return receipt;
}

/** Why a payment cannot be taken back by the actor now; null = it can. May be overtaken: {@link voidPayment} decides. Needs `charges.pay` there. */
export async function foreseeVoid(ctx: Ctx, paymentId: number): Promise<AppError | null> {
  const payment = await voidablePayment(ctx, paymentId);
  const member = await findMemberByNumber(ctx.db, payment.memberNumber);
  const day = payment.cashDay === null ? undefined : await findCashDay(ctx.db, payment.libraryId, payment.cashDay);
  const dayClosed = Boolean(day?.closedAt);
  return refusalOf(ctx.db, ctx, payment, { erased: member?.erased ?? false, dayClosed });
}

/** A payment that the actor knows of and takes money for. */
async function voidablePayment(ctx: Ctx, paymentId: number): Promise<LineRow> {
  const line = await findLine(ctx.db, paymentId);
  if (line?.kind !== 'payment') throw chargeErrors.receiptNotFound();
  authorize(ctx, 'charges.pay', line.libraryId);
  if (!serves(ctx.actor, 'charges.pay', line.homeLibraryId)) throw chargeErrors.receiptNotFound();
  return line;
}

async function refusalOf(
  db: Db | Tx,
  ctx: Ctx,
  payment: LineRow,
  known: { erased: boolean; dayClosed: boolean },
): Promise<AppError | null> {
  const on: LocalDate = localDate(payment.at, payment.timeZone);
  const why = judgeVoid({
    ...known,
    voided: payment.voidedById !== null,
    refunded: await refundedOf(db, payment.id),
    today: on === localDate(ctx.clock.now(), payment.timeZone),
    mayRefund: can(ctx.actor, 'charges.refund', payment.libraryId),
  });
  if (why === null) return null;
  const about = { number: payment.voidedByNumber, day: on, dayText: formatDate(on, ctx.locale) };
  return chargeErrors[why](about);
}
