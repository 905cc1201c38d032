import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { recordAudit } from '#modules/ground/audit';
import { addCopyWithin, setItemStatus, setOnLoan, type ItemForLoan } from '#modules/collection/catalog';
import { cancelCharges } from '#modules/lending/charges';
import type { Loan } from '../client.ts';
import { changeLoan, isReplacement } from '../data/loans.queries.ts';
import { circulationErrors } from '../errors.ts';
import { notOpen, withLoan } from './fate-support.ts';
import { settleLateReturn } from '../loans/late-return.ts';
import { doneBy } from '../lend-support.ts';
import { forgetReminders } from '../loans/remind-loans.ts';

export interface ReplaceCopyInput {
  loanId: number;
  /** Barcode of the new copy; a copy that is not in the catalogue yet is added. null = the counter gives one. */
  barcode?: string | null;
}

/**
 * The member brings the same title instead of the copy that is lost: the new copy closes the obligation. The old one stays lost;
 * its charge is taken off (what was paid of it too, where the terms refund everything), the processing charge stays. Needs
 * `loans.mark_lost` at the library that lent. Throws `circulation.loan_not_open`, `circulation.replacement_unsuitable` for a copy
 * of another title, one that is not free (it is out, travels, waits for somebody), or one that was brought for another lost copy.
 */
export async function replaceCopy(ctx: Ctx, input: ReplaceCopyInput): Promise<Loan> {
  const { loanId } = input;
  const barcode = input.barcode?.trim() || null;
  const act: Parameters<typeof withLoan>[2] = async (trx, { loan, member, item, other }) => {
    if (loan.status === 'returned') throw notOpen(item);
    const now = ctx.clock.now();
    const settled = await settleLateReturn(trx, ctx, { loan, member, item, returnedAt: now });
    const replacement = await newCopy(trx, ctx, item, { barcode, known: other });
    const by = doneBy(ctx);
    await changeLoan(trx, loanId, {
      status: 'returned',
      returnedAt: now,
      returnRecordedAt: now,
      returnLibraryId: ctx.libraryId ?? loan.libraryId,
      returnedBy: by.name,
      returnedByAccountId: by.accountId,
      statusBeforeReturn: loan.status,
      suspensionBlockId: settled.suspension?.blockId ?? null,
      replacementItemId: replacement.id,
    });
    await forgetReminders(trx, ctx, loanId);
    await setOnLoan(trx, item.id, false);
    // one that has left the collection since it was lost stays out
    if (item.status !== 'withdrawn') await setItemStatus(trx, ctx, item.id, 'lost');
    const paidToo = loan.terms.lostRefund === 'all';
    await cancelCharges(trx, ctx, { loanId, kinds: ['lost_item'], paidToo, note: item.title });
    await recordAudit(trx, ctx, {
      action: 'loan.copy_replaced',
      entity: 'loan',
      entityId: loanId,
      libraryId: loan.libraryId,
      before: { status: loan.status, itemBarcode: item.barcode },
      after: { status: 'returned', itemBarcode: replacement.barcode },
    });
  };
  return withLoan(ctx, loanId, act, barcode);
}

/** The copy that was brought: one that stands in the catalogue already, or a new one beside the lost one. */
async function newCopy(
  trx: Tx,
  ctx: Ctx,
  lost: ItemForLoan,
  { barcode, known }: { barcode: string | null; known: ItemForLoan | null },
): Promise<{ id: number; barcode: string }> {
  if (!known) {
    const { bibId, libraryId, itemType, price } = lost;
    return addCopyWithin(trx, ctx, { bibId, libraryId, itemType, price, source: 'tukar', barcode });
  }
  const free = known.status === 'available' && !known.onLoan && known.setAside === null;
  const fits = free && known.bibId === lost.bibId && known.id !== lost.id && !(await isReplacement(trx, known.id));
  if (!fits) throw circulationErrors.replacementUnsuitable({ barcode: known.barcode, title: lost.title });
  return known;
}
