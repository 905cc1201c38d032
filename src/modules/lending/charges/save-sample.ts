import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { lockMemberForLoan } from '#modules/people/members';
import { charge } from './add-charge.ts';
import { moveMoney } from './money-support.ts';
import { takePaymentBack } from './void-payment.ts';

interface Sample {
  libraryId: number;
  /** Who owes, and for whom the money was booked by mistake: card numbers. */
  owes: string;
  mistaken: string;
  amount: number;
  note: string;
  reason: string;
}

/** Money of a sample: two members owe the same; a payment of the one was booked for the other, taken back, and booked for the right one. */
export async function saveMistakenPayment(trx: Tx, ctx: Ctx, sample: Sample): Promise<void> {
  const { libraryId, amount, note, reason } = sample;
  const members = [];
  for (const number of [sample.mistaken, sample.owes]) {
    const member = await lockMemberForLoan(trx, number);
    if (!member) throw new Error(`the sample has no member ${number}`);
    await charge(trx, ctx, { memberId: member.id, libraryId, loanId: null, kind: 'damage', amount, note });
    members.push(member);
  }
  for (const [nth, member] of members.entries()) {
    const money = {
      kind: 'payment' as const,
      amount: -amount,
      method: 'cash' as const,
      reference: null,
      clientKey: null,
    };
    const paymentId = await moveMoney(trx, ctx, { ...money, memberId: member.id, libraryId });
    if (nth === 0) await takePaymentBack(trx, ctx, member, { paymentId, reason, clientKey: null });
  }
}
