import type { Ctx } from '#platform/context';
import type { Jobs } from '#platform/background/jobs';
import { seesContact } from '#modules/people/members';
import { notify, sendSoon } from '#modules/people/notifications';
import type { DeskEvent } from '../data/loan-views.queries.ts';
import { listDeskEvents } from './desk-day.ts';
import { circulationErrors } from '../errors.ts';
import { receiptNotice } from '../notices.ts';
import { servedMember } from '../served-members.ts';

export interface Receipt {
  memberId: number;
  memberNumber: string;
  memberName: string;
  /** null = none is known, or the actor may not see it */
  email: string | null;
  at: Date;
  /** What happened in this transaction, in its order; never what the member read before. */
  lines: DeskEvent[];
}

/** What one visit at this desk was. Throws `circulation.unknown_member`. */
export async function makeReceipt(ctx: Ctx, about: { memberNumber: string; since: Date }): Promise<Receipt> {
  const events = await listDeskEvents(ctx, { since: about.since, memberNumber: about.memberNumber });
  const member = await servedMember(ctx, 'loans.read', about.memberNumber);
  return {
    memberId: member.id,
    memberNumber: member.number,
    memberName: member.fullName,
    email: seesContact(ctx.actor, member.homeLibraryId) ? member.email : null,
    at: ctx.clock.now(),
    lines: events.toReversed(),
  };
}

/**
 * Sends the receipt to the member, by the channels they chose for receipts. What was sent once is not sent again.
 * Throws `circulation.receipt_empty`.
 */
export async function sendReceipt(
  ctx: Ctx,
  jobs: Jobs,
  about: { memberNumber: string; since: Date; libraryId: number },
): Promise<void> {
  const receipt = await makeReceipt(ctx, about);
  const last = receipt.lines.at(-1);
  if (!last) throw circulationErrors.receiptEmpty();
  const lines = receipt.lines.map(({ kind, title, itemBarcode, dueAt }) => ({
    kind,
    title,
    barcode: itemBarcode,
    dueAt: kind === 'return' ? null : dueAt.toISOString(),
  }));
  await ctx.db.transaction().execute(async (trx) => {
    await notify(trx, ctx, receiptNotice, {
      memberId: receipt.memberId,
      libraryId: about.libraryId,
      params: { lines },
      key: `receipt:${receipt.memberId}:${about.since.getTime()}:${lines.length}:${last.at.getTime()}`,
    });
    await sendSoon(trx, jobs);
  });
}
